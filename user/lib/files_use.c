/*
 * fopen(), remove() and rename() on the file server. Enter by files_use().
 */
#include "errno.h"
#include "files.h"
#include "stdlib.h"
#include "stream.h"

/* What a stream stands on. */
struct place {
    int handle, append;
    uint32_t position;
};

static int
place_read(void *cookie, char *to, unsigned size)
{
    struct place *p = cookie;
    int n = files_read(p->handle, p->position, to, size);
    if (n > 0)
        p->position += (uint32_t)n;
    return n;
}

static int
place_end(struct place *p)
{
    struct files_stat stat;
    int error = files_stat_handle(p->handle, &stat);
    if (!error)
        p->position = stat.size;
    return -error;
}

static int
place_write(void *cookie, const char *from, unsigned size)
{
    struct place *p = cookie;
    int error = p->append ? place_end(p) : 0;
    if (error)
        return error;
    int n = files_write(p->handle, p->position, from, size);
    if (n > 0)
        p->position += (uint32_t)n;
    return n;
}

static int
place_seek(void *cookie, long offset, int whence, long *now)
{
    struct place *p = cookie;
    struct files_stat stat = {0, 0, 0, 0};
    int error = whence == SEEK_END ? files_stat_handle(p->handle, &stat) : 0;
    if (error)
        return -error;
    long from = whence == SEEK_SET ? 0 : whence == SEEK_END ? (long)stat.size : (long)p->position;
    if ((offset < 0 && from + offset < 0) || (offset > 0 && from > INT32_MAX - offset))
        return -EINVAL;
    p->position = (uint32_t)(from + offset);
    *now = from + offset;
    return 0;
}

static int
place_close(void *cookie)
{
    struct place *p = cookie;
    int error = files_close(p->handle);
    free(p);
    return -error;
}

static const struct stream_ops place_ops = {place_read, place_write, place_seek, place_close};

/* The flags of files_open() that those of a stream mean. */
static uint32_t
open_flags(int flags)
{
    return (flags & FILE_WRITE ? FILES_WRITABLE : 0) | (flags & FILE_CREATE ? FILES_CREATE : 0) |
           (flags & FILE_TRUNCATE ? FILES_TRUNCATE : 0) |
           (flags & FILE_EXCLUSIVE ? FILES_EXCLUSIVE : 0);
}

static int
place_open(const char *name, int flags, const struct stream_ops **ops, void **cookie)
{
    struct place *p = malloc(sizeof *p);
    if (!p)
        return -ENOMEM;
    *p = (struct place){files_open(name, open_flags(flags), NULL, NULL), flags & FILE_APPEND, 0};
    if (p->handle < 0) {
        int error = p->handle;
        free(p);
        return error;
    }
    *ops = &place_ops;
    *cookie = p;
    return 0;
}

static int
place_remove(const char *name)
{
    int error = files_remove(name);
    return -(error == EISDIR ? files_remove_directory(name) : error);
}

static int
place_rename(const char *from, const char *to)
{
    return -files_rename(from, to);
}

void
files_use(void)
{
    static const struct file_ops ops = {place_open, place_remove, place_rename};
    file_use(&ops);
}
