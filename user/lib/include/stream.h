/*
 * What streams and names of files stand on. The C library knows no server: whoever has one says so
 * here.
 *
 * Every operation returns 0 or more when it went well, and -E... (errno.h) when not; it may block.
 */
#ifndef STREAM_H
#define STREAM_H

#include "stdio.h"

struct stream_ops {
    /* At most `size` bytes (1 or more): how many; 0 at the end. */
    int (*read)(void *cookie, char *to, unsigned size);
    /* How many were taken: at least 1 of `size`. */
    int (*write)(void *cookie, const char *from, unsigned size);
    /* `whence` as for fseek(); *now becomes the position. NULL where there is none. */
    int (*seek)(void *cookie, long offset, int whence, long *now);
    /* NULL: nothing to do. */
    int (*close)(void *cookie);
};

/* How a file is opened. */
#define FILE_READ      1
#define FILE_WRITE     2
#define FILE_CREATE    4  /* make it if it is not there */
#define FILE_TRUNCATE  8  /* forget what is in it */
#define FILE_EXCLUSIVE 16 /* fail if it is there */
#define FILE_APPEND    32 /* each write goes to the end */

struct file_ops {
    /* Fills in what the stream stands on. */
    int (*open)(const char *name, int flags, const struct stream_ops **ops, void **cookie);
    int (*remove)(const char *name);
    int (*rename)(const char *from, const char *to);
};

/* Makes stdin, stdout and stderr stand on `in_out`, in place of the kernel's console. stdout is
 * line buffered from then on. */
void stdio_use(const struct stream_ops *in_out, void *cookie);

/* The same for one of the three, whose buffering (_IOFBF, ...) is `mode`. What waits is written
 * first; what it stood on is not closed. */
void stream_use(FILE *stream, const struct stream_ops *ops, void *cookie, int mode);

/* A new stream on something that is open. NULL with ENOMEM. */
FILE *stream_open(const struct stream_ops *ops, void *cookie, int flags);

/* Says what fopen(), remove() and rename() do; without it they fail with ENOSYS. */
void file_use(const struct file_ops *files);

#endif
