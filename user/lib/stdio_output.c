/*
 * Output to a stream. Enter by fwrite() or fprintf().
 */
#include "errno.h"
#include "stdio_format.h"
#include "stdio_stream.h"
#include "string.h"

static void
put(void *stream, char c)
{
    stream_put(stream, c);
}

int
vfprintf(FILE *f, const char *format, va_list args)
{
    uint8_t failed = f->failed;
    f->failed = 0;
    int n = format_text(put, f, format, args);
    if (stream_settle(f) || f->failed)
        n = EOF;
    f->failed |= failed;
    return n;
}

int
fprintf(FILE *f, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    int n = vfprintf(f, format, args);
    va_end(args);
    return n;
}

int
fputc(int c, FILE *f)
{
    if (stream_put(f, (char)c) || stream_settle(f))
        return EOF;
    return (uint8_t)c;
}

int
putc(int c, FILE *f)
{
    return fputc(c, f);
}

int
fputs(const char *s, FILE *f)
{
    size_t n = strlen(s);
    return fwrite(s, 1, n, f) == n ? 0 : EOF;
}

/* As much as fits behind what waits; a buffer that is full goes on at once. How many bytes; 0 on
 * failure. */
static size_t
put_block(FILE *f, const char *from, size_t bytes)
{
    if (stream_put(f, *from)) /* makes it a stream that writes */
        return 0;
    size_t n = f->size - f->end;
    if (n > bytes - 1)
        n = bytes - 1;
    memcpy(f->buffer + f->end, from + 1, n);
    f->end += (unsigned)n;
    if (f->mode == _IOLBF && !f->line_waits)
        f->line_waits = memchr(from + 1, '\n', n) != NULL;
    return n + 1;
}

/* A large piece skips the buffer. Bytes written, 0 on failure. */
static size_t
put_large(FILE *f, const char *from, size_t bytes)
{
    if (stream_flush(f))
        return 0;
    int n = f->ops->write(f->cookie, from, (unsigned)bytes);
    if (n <= 0)
        stream_fail(f, n ? n : -EIO);
    return n > 0 ? (size_t)n : 0;
}

size_t
fwrite(const void *from, size_t size, size_t count, FILE *f)
{
    const char *at = from;
    size_t bytes = size * count, left = bytes;
    while (left > 0) {
        size_t n = f->writing && left >= f->size ? put_large(f, at, left) : put_block(f, at, left);
        if (n == 0)
            break;
        at += n;
        left -= n;
    }
    if (stream_settle(f) || left > 0)
        return size ? (bytes - left) / size : 0;
    return count;
}
