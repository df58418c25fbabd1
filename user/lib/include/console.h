/*
 * The console server: a serial line as a driver in user mode. Client stubs.
 *
 *   w0                        w1, w2          answer
 *   CONSOLE_WRITE | n << 8    n characters    after they are in the queue to the line (n <= 8)
 *   CONSOLE_WRITE             string          the same for a string of at most CONSOLE_MAX bytes
 *   CONSOLE_READ              -               when something was typed: w0 = n << 8, n characters in
 *                                             w1, w2
 *   CONSOLE_POLL              -               the same at once; n may be 0
 *   CONSOLE_BREAK             -               when Ctrl-C is typed (the newest waiter hears it)
 *
 * Characters are raw: 8 bits, no echo. A reader that died or was cancelled loses nothing: what was
 * typed is kept for the next.
 */
#ifndef CONSOLE_H
#define CONSOLE_H

#include <stddef.h>

#define CONSOLE_MAX 1024

enum console_op { CONSOLE_WRITE = 1, CONSOLE_READ, CONSOLE_POLL, CONSOLE_BREAK };

/* Writes; blocks while the line's queue is full. 0 or an error. */
int console_write(const char *from, size_t size);

/* Reads 1 to `size` characters; blocks until there is one. Their number, or -error. */
int console_read(char *to, size_t size);
int console_poll(char *to, size_t size);

/* Returns when Ctrl-C is typed. 0 or an error. */
int console_break(void);

/* A line with echo and editing: arrows, Home, End, Backspace, Delete, Ctrl-A E K U W L; with a history
 * (may be NULL) also up and down. At most `size` - 1 characters and a NUL, without the line end.
 * Its length; -1 at Ctrl-D on an empty line. */
struct history;
int console_read_line(const char *prompt, char *line, size_t size, struct history *history);

/* Makes stdin, stdout and stderr of this program stand on the console server. */
void console_use(void);

#endif
