/*
 * Last words of a program. Enter by complain().
 */
#include "stdio_complain.h"
#include "kdebug.h"
#include "stdio_format.h"
#include "stdio_stream.h"
#include "stdlib.h"

/* Where there are streams stderr is one, and vfprintf is there; else the kernel is asked. */
#pragma weak stream_err
#pragma weak vfprintf

static void
put(void *cookie, char c)
{
    kd_put(c);
}

void
complain(const char *format, ...)
{
    va_list args;
    va_start(args, format);
    if (&stream_err)
        vfprintf(stderr, format, args);
    else
        format_text(put, NULL, format, args);
    va_end(args);
    abort();
}
