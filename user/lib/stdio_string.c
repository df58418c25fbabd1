/*
 * Printing into memory. Enter by snprintf().
 */
#include "stdio.h"
#include "stdio_format.h"

#include <limits.h>

/* The NUL has its place from the beginning. */
struct room {
    char *to;
    size_t left;
};

static void
put(void *cookie, char c)
{
    struct room *r = cookie;
    if (r->left > 1) {
        *r->to++ = c;
        r->left--;
    }
}

int
vsnprintf(char *to, size_t size, const char *format, va_list args)
{
    struct room r = {to, size};
    int n = format_text(put, &r, format, args);
    if (size)
        *r.to = 0;
    return n;
}

int
snprintf(char *to, size_t size, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    int n = vsnprintf(to, size, format, args);
    va_end(args);
    return n;
}

int
vsprintf(char *to, const char *format, va_list args)
{
    return vsnprintf(to, INT_MAX, format, args);
}

int
sprintf(char *to, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    int n = vsprintf(to, format, args);
    va_end(args);
    return n;
}
