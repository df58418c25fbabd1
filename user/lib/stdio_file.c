/*
 * Opening and closing, the position, and names of files. Enter by fopen().
 */
#include "stdio_stream.h"
#include "errno.h"
#include "stdlib.h"
#include "string.h"

static int
refuse_open(const char *name, int flags, const struct stream_ops **ops, void **cookie)
{
    return -ENOSYS;
}

static int
refuse_remove(const char *name)
{
    return -ENOSYS;
}

static int
refuse_rename(const char *from, const char *to)
{
    return -ENOSYS;
}

static const struct file_ops nobody = {refuse_open, refuse_remove, refuse_rename};
static const struct file_ops *files = &nobody;

void
file_use(const struct file_ops *ops)
{
    files = ops;
}

/* -1 with errno instead of -E... */
static int
result(int error)
{
    if (error >= 0)
        return 0;
    errno = -error;
    return -1;
}

FILE *
stream_open(const struct stream_ops *ops, void *cookie, int flags)
{
    struct stream *f = malloc(sizeof *f);
    if (!f)
        return NULL;
    stream_begin(f, ops, cookie, flags, _IOFBF);
    f->allocated = 1;
    f->next = stream_list;
    stream_list = f;
    return f;
}

/* The flags of a mode as in "w+b"; 0 if it is none. */
static int
parse_mode(const char *mode)
{
    int flags = *mode == 'r'   ? FILE_READ
                : *mode == 'w' ? FILE_WRITE | FILE_CREATE | FILE_TRUNCATE
                : *mode == 'a' ? FILE_WRITE | FILE_CREATE | FILE_APPEND
                               : 0;
    if (strchr(mode, '+'))
        flags |= FILE_READ | FILE_WRITE;
    if (strchr(mode, 'x'))
        flags |= FILE_EXCLUSIVE;
    return strchr("rwa", *mode) ? flags : 0;
}

FILE *
fopen(const char *name, const char *mode)
{
    const struct stream_ops *ops;
    void *cookie;
    int flags = parse_mode(mode);
    if (result(flags ? files->open(name, flags, &ops, &cookie) : -EINVAL))
        return NULL;
    FILE *f = stream_open(ops, cookie, flags);
    if (!f && ops->close)
        ops->close(cookie);
    return f;
}

int
fclose(FILE *f)
{
    int flushed = stream_flush(f);
    struct stream **at = &stream_list;
    while (*at && *at != f)
        at = &(*at)->next;
    if (*at)
        *at = f->next;
    int closed = f->ops->close ? result(f->ops->close(f->cookie)) : 0;
    if (f->allocated)
        free(f);
    return flushed || closed ? EOF : 0;
}

int
fflush(FILE *f)
{
    return f ? stream_flush(f) : stream_flush_all();
}

int
setvbuf(FILE *f, char *buffer, int mode, size_t size)
{
    if (mode < _IOFBF || mode > _IONBF || stream_align(f))
        return -1;
    f->mode = (uint8_t)mode;
    if (buffer && size) {
        f->buffer = buffer;
        f->size = (unsigned)size;
    }
    return 0;
}

int
fseek(FILE *f, long offset, int whence)
{
    long now;
    if (stream_align(f))
        return -1;
    f->at_end = 0;
    return result(f->ops->seek ? f->ops->seek(f->cookie, offset, whence, &now) : -ESPIPE);
}

long
ftell(FILE *f)
{
    long now;
    if (result(f->ops->seek ? f->ops->seek(f->cookie, 0, SEEK_CUR, &now) : -ESPIPE))
        return -1;
    return f->writing ? now + (long)f->end : now - (long)(f->end - f->at);
}

void
rewind(FILE *f)
{
    fseek(f, 0, SEEK_SET);
    clearerr(f);
}

int
feof(FILE *f)
{
    return f->at_end;
}

int
ferror(FILE *f)
{
    return f->failed;
}

void
clearerr(FILE *f)
{
    f->at_end = f->failed = 0;
}

int
remove(const char *name)
{
    return result(files->remove(name));
}

int
rename(const char *from, const char *to)
{
    return result(files->rename(from, to));
}
