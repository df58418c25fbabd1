/*
 * stdin, stdout and stderr. Until stdio_use() they stand on the kernel's console.
 */
#include "stdio_stream.h"
#include "kdebug.h"
#include "syscall.h"

#define END_OF_INPUT 4 /* Ctrl-D */

/* One key, while the others run. Enter sends a carriage return. */
static int
read_console(void *cookie, char *to, unsigned size)
{
    int c;
    while ((c = kd_try_get()) < 0)
        l4_thread_switch(L4_NIL);
    *to = (char)(c == '\r' ? '\n' : c);
    return c != END_OF_INPUT;
}

static int
write_console(void *cookie, const char *from, unsigned size)
{
    for (unsigned i = 0; i < size; i++)
        kd_put(from[i]);
    return (int)size;
}

static const struct stream_ops console = {read_console, write_console, NULL, NULL};

#define STANDARD(f, can_read, can_write, follower)                                                 \
    {                                                                                              \
        .ops = &console, .buffer = f.own, .size = BUFSIZ, .readable = can_read,                    \
        .writable = can_write, .mode = _IONBF, .next = follower                                    \
    }

struct stream stream_in = STANDARD(stream_in, 1, 0, NULL);
struct stream stream_err = STANDARD(stream_err, 0, 1, &stream_in);
struct stream stream_out = STANDARD(stream_out, 0, 1, &stream_err);

static void
put_stdout(char c)
{
    fputc(c, stdout);
}

void
stream_use(FILE *f, const struct stream_ops *ops, void *cookie, int mode)
{
    stream_flush(f);
    stream_begin(f, ops, cookie, f == stdin ? FILE_READ : FILE_WRITE, mode);
    if (f == stdout)
        put_char_hook = put_stdout;
}

void
stdio_use(const struct stream_ops *in_out, void *cookie)
{
    stream_use(stdin, in_out, cookie, _IOFBF);
    stream_use(stdout, in_out, cookie, _IOLBF);
    stream_use(stderr, in_out, cookie, _IONBF);
}
