/*
 * The kernel's own output on the serial line: for panics, the debugger, and a user's INT 3.
 */
#ifndef DEBUG_CONSOLE_H
#define DEBUG_CONSOLE_H

#include <stdarg.h>

/* Prints one character; a line feed becomes carriage return and line feed. */
void console_put(char c);

/* %s %c %d %u %x %% with an optional width and a leading 0 for zeros. Never blocks; polls the line.
 */
void kprintf(const char *format, ...) __attribute__((format(printf, 1, 2)));
void kvprintf(const char *format, va_list args);

#endif
