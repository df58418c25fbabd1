/*
 * Printing where put_char_hook says. Enter by printf().
 *
 * It knows nothing of streams: a program that only prints, on the kernel's console, carries none.
 */
#include "stdio.h"
#include "kdebug.h"
#include "stdio_format.h"

#include <stdint.h>

void (*put_char_hook)(char c) = kd_put;

static void
put(void *cookie, char c)
{
    put_char_hook(c);
}

int
vprintf(const char *format, va_list args)
{
    return format_text(put, NULL, format, args);
}

int
printf(const char *format, ...)
{
    va_list args;
    va_start(args, format);
    int n = vprintf(format, args);
    va_end(args);
    return n;
}

int
putchar(int c)
{
    put_char_hook((char)c);
    return (uint8_t)c;
}

int
puts(const char *s)
{
    return printf("%s\n", s);
}
