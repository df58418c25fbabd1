/*
 * Formatting as such: where the characters go is the caller's business. For the files stdio_*.c.
 */
#ifndef STDIO_FORMAT_H
#define STDIO_FORMAT_H

#include <stdarg.h>

/* Calls `put` with `cookie` for each character of the formatted text; returns how many there
 * were. */
int format_text(void (*put)(void *cookie, char c), void *cookie, const char *format, va_list args);

#endif
