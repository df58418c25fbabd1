/*
 * The console server: a serial line as a driver in user mode. Client stubs.
 *
 *   w0                        w1, w2          answer
 *   CONSOLE_WRITE | n << 8    n characters    after they are in the queue to the line (n <= 8)
 *   CONSOLE_WRITE             string          the same for a string of at most CONSOLE_MAX bytes
 *   CONSOLE_WRITE             -               when everything written so far has left
 *   CONSOLE_READ | n << 8     -               when something was typed: w0 = k << 8, k characters
 *                                             in w1, w2; 1 <= k <= n (n = 0 means 8)
 *   CONSOLE_POLL | n << 8     -               the same at once; k may be 0
 *   CONSOLE_BREAK             -               when Ctrl-C is typed (the newest waiter hears it)
 *
 * Errors: EINVAL (no such operation, a message of another form), EAGAIN (too many wait already).
 *
 * Characters are raw: 8 bits, no echo. A reader that died or was cancelled loses nothing: what was
 * typed is kept for the next, up to CONSOLE_TYPED characters; what is typed beyond is dropped.
 * Ctrl-C throws away what was typed before it, or, if nobody waits for it, is a character like
 * others. A server that is killed loses what it had acknowledged and not sent yet, and what was
 * typed and not read; its clients ask its successor.
 */
#ifndef CONSOLE_H
#define CONSOLE_H

#include <stddef.h>

#define CONSOLE_MAX   1024
#define CONSOLE_TYPED 4096

enum console_op { CONSOLE_WRITE = 1, CONSOLE_READ, CONSOLE_POLL, CONSOLE_BREAK };

/* Writes; blocks while the line's queue is full. 0 or an error. */
int console_write(const char *from, size_t size);

/* Blocks until all that was written, by anybody, has left the machine. 0 or an error. */
int console_drain(void);

/* Reads 1 to `size` characters; blocks until there is one. Their number, or -error. */
int console_read(char *to, size_t size);
int console_poll(char *to, size_t size);

/* Returns when Ctrl-C is typed. 0 or an error. */
int console_break(void);

/* Lines that were typed before, the newest overwriting the oldest. All zeros: empty. */
#define HISTORY_LINES  32
#define HISTORY_LENGTH 256

struct history {
    unsigned count; /* lines ever added */
    char line[HISTORY_LINES][HISTORY_LENGTH];
};

/* Adds a line, unless it is empty or the same as the newest; cut to HISTORY_LENGTH - 1. */
void history_add(struct history *h, const char *line);

/* The line `back` steps ago (0: the newest), or NULL. */
const char *history_line(const struct history *h, unsigned back);

/* A line with echo and editing: arrows, Home, End, Backspace, Delete, Ctrl-A E K U W L; with a
 * history (may be NULL) also up and down. At most `size` - 1 characters and a NUL, without the line
 * end. Its length; 0 also at Ctrl-C, which gives the line up; -1 at Ctrl-D on an empty line, or when
 * there is no console any more. What stdout holds back is written first. */
int console_read_line(const char *prompt, char *line, size_t size, struct history *history);

/* Makes stdin, stdout and stderr of this program stand on the console server, or stdin and stdout
 * on the files that its start page names. Without a server they stay on the kernel's console. */
void console_use(void);

#endif
