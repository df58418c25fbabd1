/*
 * Editing a line on a terminal, whatever the terminal is: the console server's line, or a test's
 * script. The keys are those of console.h; a terminal understands backspace, and the escape
 * sequences of a VT100 for "erase to the end of the line" and "clear the screen".
 */
#ifndef READ_LINE_H
#define READ_LINE_H

#include <stddef.h>

struct history;

struct terminal {
    /* The next character typed, 0 to 255; -1 when there will be none. */
    int (*get)(void *cookie);
    void (*put)(void *cookie, const char *from, size_t size);
    void *cookie;
    unsigned columns;
    int after_return; /* the last line ended with CR: an LF that follows belongs to it */
};

/* As console_read_line(). A line that is wider than the terminal moves sideways. `size` is at least
 * 1. */
int read_line(struct terminal *t, const char *prompt, char *line, size_t size,
              struct history *history);

#endif
