/*
 * The buffer of a stream. Enter by stream_put() and stream_fill().
 */
#include "stdio_stream.h"
#include "errno.h"

struct stream *stream_list = &stream_out;

void
stream_begin(FILE *f, const struct stream_ops *ops, void *cookie, int flags, int mode)
{
    f->ops = ops;
    f->cookie = cookie;
    f->buffer = f->own;
    f->size = sizeof f->own;
    f->at = f->end = 0;
    f->readable = (flags & FILE_READ) != 0;
    f->writable = (flags & FILE_WRITE) != 0;
    f->writing = f->at_end = f->failed = f->line_waits = 0;
    f->mode = (uint8_t)mode;
}

int
stream_fail(FILE *f, int error)
{
    f->failed = 1;
    errno = -error;
    return EOF;
}

int
stream_flush(FILE *f)
{
    unsigned from = 0, end = f->end;
    if (!f->writing)
        return 0;
    f->end = 0;
    f->line_waits = 0;
    while (from < end) {
        int n = f->ops->write(f->cookie, f->buffer + from, end - from);
        if (n <= 0)
            return stream_fail(f, n ? n : -EIO);
        from += (unsigned)n;
    }
    return 0;
}

int
stream_flush_all(void)
{
    int result = 0;
    for (struct stream *f = stream_list; f; f = f->next)
        if (stream_flush(f))
            result = EOF;
    return result;
}

int
stream_align(FILE *f)
{
    long now, ahead = (long)(f->end - f->at);
    if (f->writing) {
        int result = stream_flush(f);
        f->writing = 0;
        return result;
    }
    f->at = f->end = 0;
    if (ahead == 0)
        return 0;
    int error = f->ops->seek ? f->ops->seek(f->cookie, -ahead, SEEK_CUR, &now) : -ESPIPE;
    return error < 0 ? stream_fail(f, error) : 0;
}

int
stream_put(FILE *f, char c)
{
    if (!f->writing) {
        if (!f->writable)
            return stream_fail(f, -EBADF);
        if (stream_align(f))
            return EOF;
        f->writing = 1;
    }
    if (f->end == f->size && stream_flush(f))
        return EOF;
    f->buffer[f->end++] = c;
    f->line_waits |= c == '\n';
    return 0;
}

int
stream_settle(FILE *f)
{
    if (f->mode == _IONBF || (f->mode == _IOLBF && f->line_waits))
        return stream_flush(f);
    return 0;
}

/* A question on stdout is shown before its answer is waited for. */
int
stream_fill(FILE *f)
{
    if (!f->readable)
        return stream_fail(f, -EBADF);
    if (f->at_end || (f->writing && stream_align(f)))
        return EOF;
    if (f == stdin)
        stream_flush(stdout);
    f->at = f->end = 0;
    int n = f->ops->read(f->cookie, f->buffer, f->size);
    if (n < 0)
        return stream_fail(f, n);
    f->end = (unsigned)n;
    f->at_end = n == 0;
    return n ? 0 : EOF;
}
