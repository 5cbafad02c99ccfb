#ifndef CTERMINAL_H
#define CTERMINAL_H

/// Taking a terminal over and giving it back whatever happens.
///
/// In C because what a signal handler may do is only certain there: no allocation, no lock, no
/// lazily made constant.

/// Keeps the terminal's modes, installs the handlers and switches to the alternate screen with
/// keys unbuffered and unseen. Returns 0, or -1 with errno where standard input is no terminal.
int terminal_enter(void);

/// Gives the terminal back as it was. May be called twice and from a signal handler.
void terminal_leave(void);

/// Waits until a key can be read or a signal has come, or for so many milliseconds (-1: for ever).
/// Returns 1 where a key can be read, else 0; -1 where the terminal is gone.
int terminal_wait(int milliseconds);

/// A signal that has come since it was last asked: SIGINT, SIGTERM, SIGHUP, SIGWINCH, SIGTSTP or
/// SIGCONT; 0 for none. Those that end the program come first.
int terminal_take_signal(void);

/// Gives the terminal back and ends the process by a signal, so that whoever started it sees which.
_Noreturn void terminal_die(int signal);

/// Gives the terminal back, stops the process as Control-Z does, and takes it again when it goes on.
void terminal_suspend(void);

/// Ends the process with `status` and `text` on standard error where a fault of memory or a failed
/// assertion would kill it. `text` must stay where it is.
void crash_explain(const char *text, int status);

#endif
