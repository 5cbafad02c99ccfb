#define _GNU_SOURCE
#include "CTerminal.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

// Alternate screen, cursor hidden, lines not wrapped; and back, with colours off.
static const char enter_screen[] = "\033[?1049h\033[?25l\033[?7l";
static const char leave_screen[] = "\033[0m\033[?7h\033[?25h\033[?1049l";

static const int noticed[] = {SIGINT, SIGTERM, SIGHUP, SIGTSTP, SIGCONT, SIGWINCH};
static const int fatal[] = {SIGSEGV, SIGBUS, SIGILL, SIGTRAP, SIGFPE, SIGABRT, SIGQUIT, SIGSYS};
enum {
    noticed_count = sizeof noticed / sizeof *noticed,
    fatal_count = sizeof fatal / sizeof *fatal
};

static struct termios kept;
static struct sigaction before[fatal_count];
static volatile sig_atomic_t is_entered;
static volatile sig_atomic_t has_come[noticed_count];
static int wake[2] = {-1, -1};

static void put(const char *text, size_t count) {
    while (count > 0) {
        ssize_t written = write(STDOUT_FILENO, text, count);
        if (written < 0 && errno == EINTR) continue;
        if (written <= 0) return;
        text += written;
        count -= (size_t)written;
    }
}

void terminal_leave(void) {
    if (!is_entered) return;
    is_entered = 0;
    // A process in the background that sets a terminal's modes is stopped, unless it blocks this.
    sigset_t background, old;
    sigemptyset(&background);
    sigaddset(&background, SIGTTOU);
    pthread_sigmask(SIG_BLOCK, &background, &old);
    put(leave_screen, sizeof leave_screen - 1);
    tcsetattr(STDIN_FILENO, TCSANOW, &kept);
    pthread_sigmask(SIG_SETMASK, &old, NULL);
}

static void on_notice(int signal) {
    int error = errno;
    for (int index = 0; index < noticed_count; index++)
        if (noticed[index] == signal) has_come[index] = 1;
    // Full means that a wake-up is waiting already.
    if (write(wake[1], "", 1) < 0) {}
    errno = error;
}

static void on_crash(int signal, siginfo_t *info, void *context) {
    (void)context;
    terminal_leave();
    struct sigaction plain;
    memset(&plain, 0, sizeof plain);
    plain.sa_handler = SIG_DFL;
    // What somebody else sent ends us as it would have without a terminal.
    int is_foreign = info->si_code <= 0 && info->si_pid != getpid();
    for (int index = 0; index < fatal_count; index++)
        if (fatal[index] == signal)
            sigaction(signal, is_foreign ? &plain : &before[index], NULL);
    // Blocked in here, it comes again on return, to whoever was to have it.
    raise(signal);
}

static void unblock(void) {
    // Whoever started us may have blocked them, and a mask is inherited.
    sigset_t open;
    sigemptyset(&open);
    for (int index = 0; index < noticed_count; index++) sigaddset(&open, noticed[index]);
    for (int index = 0; index < fatal_count; index++) sigaddset(&open, fatal[index]);
    pthread_sigmask(SIG_UNBLOCK, &open, NULL);
}

static int take(void) {
    struct termios raw = kept;
    // Control-C and its like still make signals.
    raw.c_lflag &= ~(tcflag_t)(ICANON | ECHO | IEXTEN);
    raw.c_iflag &= ~(tcflag_t)(IXON | ICRNL | INLCR | ISTRIP);
    raw.c_cc[VMIN] = 1;
    raw.c_cc[VTIME] = 0;
    is_entered = 1;
    if (tcsetattr(STDIN_FILENO, TCSANOW, &raw) != 0) {
        is_entered = 0;
        return -1;
    }
    put(enter_screen, sizeof enter_screen - 1);
    return 0;
}

int terminal_enter(void) {
    if (tcgetattr(STDIN_FILENO, &kept) != 0) return -1;
    if (wake[0] < 0 && pipe2(wake, O_NONBLOCK | O_CLOEXEC) != 0) return -1;
    // A crash may be that of a full stack: the handler has its own.
    static char reserve[65536];
    stack_t stack = {.ss_sp = reserve, .ss_size = sizeof reserve};
    sigaltstack(&stack, NULL);
    struct sigaction action;
    memset(&action, 0, sizeof action);
    sigfillset(&action.sa_mask);
    action.sa_sigaction = on_crash;
    action.sa_flags = SA_ONSTACK | SA_SIGINFO;
    for (int index = 0; index < fatal_count; index++)
        sigaction(fatal[index], &action, &before[index]);
    action.sa_handler = on_notice;
    action.sa_flags = SA_RESTART;
    for (int index = 0; index < noticed_count; index++) sigaction(noticed[index], &action, NULL);
    unblock();
    // However the program ends by itself.
    static int is_registered;
    if (!is_registered) is_registered = atexit(terminal_leave) == 0;
    return take();
}

int terminal_wait(int milliseconds) {
    struct pollfd ends[2] = {
        {.fd = STDIN_FILENO, .events = POLLIN}, {.fd = wake[0], .events = POLLIN}};
    if (poll(ends, 2, milliseconds) < 0) return errno == EINTR ? 0 : -1;
    char waste[64];
    while (read(wake[0], waste, sizeof waste) > 0) {}
    if (ends[0].revents & POLLIN) return 1;
    return ends[0].revents & (POLLHUP | POLLERR | POLLNVAL) ? -1 : 0;
}

int terminal_take_signal(void) {
    for (int index = 0; index < noticed_count; index++) {
        if (has_come[index]) {
            has_come[index] = 0;
            return noticed[index];
        }
    }
    return 0;
}

void terminal_die(int number) {
    terminal_leave();
    struct sigaction plain;
    memset(&plain, 0, sizeof plain);
    plain.sa_handler = SIG_DFL;
    sigaction(number, &plain, NULL);
    raise(number);
    _exit(128 + number);
}

void terminal_suspend(void) {
    terminal_leave();
    raise(SIGSTOP);
    take();
}
