/*
 * The inside of a stream, for the files stdio_*.c.
 *
 * The buffer holds either what was read and not yet taken (from `at` to `end`) or what was written
 * and not yet passed on (from 0 to `end`), as `writing` says. An unbuffered stream has a buffer,
 * too; it is empty between two calls.
 */
#ifndef STDIO_STREAM_H
#define STDIO_STREAM_H

#include "stream.h"

#include <stdint.h>

struct stream {
    const struct stream_ops *ops;
    void *cookie;
    char *buffer;
    unsigned size, at, end;
    uint8_t readable, writable, writing;
    uint8_t at_end, failed; /* what feof() and ferror() tell */
    uint8_t mode;           /* _IOFBF, _IOLBF or _IONBF */
    uint8_t line_waits;     /* a line's end was written since the last flush */
    uint8_t allocated;      /* by stream_open(): fclose() frees it */
    struct stream *next;    /* open ones, the three standard ones last */
    char own[BUFSIZ];
};

/* The open streams. */
extern struct stream *stream_list;

/* One character of output; 0, or EOF with `failed` and errno set. It may stay in the buffer. */
int stream_put(FILE *f, char c);

/* The end of a call that wrote: passes on what must not wait. 0 or EOF. */
int stream_settle(FILE *f);

/* Passes on all that waits. 0 or EOF; what could not be written is lost. */
int stream_flush(FILE *f);

/* The same for every open stream. */
int stream_flush_all(void);

/* Fills the empty buffer. 0, or EOF at the end and on failure. */
int stream_fill(FILE *f);

/* Forgets what was read ahead, or passes on what waits: the position of what the stream stands on
 * is that of the stream. 0 or EOF. */
int stream_align(FILE *f);

/* Remembers why an operation failed, -E...; EOF. */
int stream_fail(FILE *f, int error);

/* Makes *f a stream with nothing in it. */
void stream_begin(FILE *f, const struct stream_ops *ops, void *cookie, int flags, int mode);

#endif
