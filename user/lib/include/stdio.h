/*
 * Formatted output. It goes where put_char_hook says: to the kernel's console, if nobody sets it.
 */
#ifndef STDIO_H
#define STDIO_H

#include <stdarg.h>
#include <stddef.h>

extern void (*put_char_hook)(char c);

/* %d %i %u %x %X %o %c %s %p %% with flags - 0 + space #, width, precision, h l z. Returns the
 * characters printed. */
int printf(const char *format, ...) __attribute__((format(printf, 1, 2)));
int vprintf(const char *format, va_list args);

/* At most `size` bytes with the closing NUL; returns how many characters the whole text has. */
int snprintf(char *to, size_t size, const char *format, ...) __attribute__((format(printf, 3, 4)));
int vsnprintf(char *to, size_t size, const char *format, va_list args);

int putchar(int c);
int puts(const char *s);

#endif
