#define _GNU_SOURCE
#include "CTerminal.h"

#include <signal.h>
#include <string.h>
#include <unistd.h>

static const char *explanation;
static int exit_status;

static void on_fault(int signal, siginfo_t *info, void *context) {
    (void)context;
    // What somebody else sent is no fault of the file's.
    int is_own = info->si_code > 0 || info->si_pid == getpid();
    if (is_own) {
        if (write(STDERR_FILENO, explanation, strlen(explanation)) < 0) {}
        _exit(exit_status);
    }
    struct sigaction plain;
    memset(&plain, 0, sizeof plain);
    plain.sa_handler = SIG_DFL;
    sigaction(signal, &plain, NULL);
    raise(signal);
}

void crash_explain(const char *text, int status) {
    explanation = text;
    exit_status = status;
    // A crash may be that of a full stack: the handler has its own.
    static char reserve[65536];
    stack_t stack = {.ss_sp = reserve, .ss_size = sizeof reserve};
    sigaltstack(&stack, NULL);
    struct sigaction action;
    memset(&action, 0, sizeof action);
    sigfillset(&action.sa_mask);
    action.sa_sigaction = on_fault;
    action.sa_flags = SA_ONSTACK | SA_SIGINFO;
    sigaction(SIGSEGV, &action, NULL);
    sigaction(SIGBUS, &action, NULL);
    sigaction(SIGABRT, &action, NULL);
}
