/*
 * Input from a stream. Enter by fgetc() or fread().
 */
#include "stdio_stream.h"
#include "string.h"

/* Is there something to take, or can it be had? */
static int
ready(FILE *f)
{
    return (!f->writing && f->at < f->end) || !stream_fill(f);
}

int
fgetc(FILE *f)
{
    return ready(f) ? (uint8_t)f->buffer[f->at++] : EOF;
}

int
getc(FILE *f)
{
    return fgetc(f);
}

int
getchar(void)
{
    return fgetc(stdin);
}

/* There is always room for one: what was taken left a place, and an empty buffer has many. */
int
ungetc(int c, FILE *f)
{
    if (c == EOF || !f->readable || (f->writing && stream_align(f)))
        return EOF;
    if (f->at == f->end)
        f->at = f->end = 1;
    if (f->at == 0)
        return EOF;
    f->buffer[--f->at] = (char)c;
    f->at_end = 0;
    return (uint8_t)c;
}

char *
fgets(char *to, int size, FILE *f)
{
    int n = 0, c = 0;
    uint8_t failed = f->failed;
    f->failed = 0;
    while (n < size - 1 && c != '\n' && (c = fgetc(f)) != EOF)
        to[n++] = (char)c;
    int broken = f->failed;
    f->failed |= failed;
    if (size < 1 || broken || (n == 0 && size > 1))
        return NULL;
    to[n] = 0;
    return to;
}

/* A large piece skips the buffer, which is empty. Bytes read; 0 at the end or on failure. */
static size_t
take_large(FILE *f, char *to, size_t bytes)
{
    int n = f->ops->read(f->cookie, to, (unsigned)bytes);
    if (n < 0)
        stream_fail(f, n);
    f->at_end |= n == 0;
    return n > 0 ? (size_t)n : 0;
}

static size_t
take(FILE *f, char *to, size_t bytes)
{
    if (f->at == f->end && bytes >= f->size && f->readable && !f->writing && !f->at_end &&
        f != stdin)
        return take_large(f, to, bytes);
    if (!ready(f))
        return 0;
    size_t n = f->end - f->at;
    if (n > bytes)
        n = bytes;
    memcpy(to, f->buffer + f->at, n);
    f->at += (unsigned)n;
    return n;
}

size_t
fread(void *to, size_t size, size_t count, FILE *f)
{
    char *at = to;
    size_t bytes = size * count, left = bytes, n;
    while (left > 0 && (n = take(f, at, left)) > 0) {
        at += n;
        left -= n;
    }
    return size ? (bytes - left) / size : 0;
}
