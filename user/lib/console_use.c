/*
 * A program's stdin, stdout and stderr. Enter by console_use().
 *
 * Streams have lines that end with LF, the line to the terminal wants CR LF. What is typed comes to
 * stdin in lines, edited; Ctrl-D on an empty one is its end.
 */
#include "console.h"
#include "errno.h"
#include "files.h"
#include "kdebug.h"
#include "names.h"
#include "start.h"
#include "stdio.h"
#include "stdlib.h"
#include "stream.h"
#include "string.h"

#define LINE 256

static FILE *redirected; /* where stdout goes in place of the console */

/* The kernel's console, when nobody else would hear it. */
static void
write_anyhow(const char *from, size_t size)
{
    if (!console_write(from, size))
        return;
    while (size--)
        kd_put(*from++);
}

static int
write_lines(void *cookie, const char *from, unsigned size)
{
    char out[512];
    unsigned n = 0;
    for (unsigned i = 0; i < size; i++) {
        if (n > sizeof out - 2) {
            write_anyhow(out, n);
            n = 0;
        }
        if (from[i] == '\n')
            out[n++] = '\r';
        out[n++] = from[i];
    }
    if (n)
        write_anyhow(out, n);
    return (int)size;
}

static int
read_typed(void *cookie, char *to, unsigned size)
{
    static char line[LINE];
    static unsigned length, taken;
    if (taken == length) {
        int n = console_read_line("", line, sizeof line - 1, NULL);
        if (n < 0)
            return 0;
        line[n] = '\n';
        length = (unsigned)n + 1;
        taken = 0;
    }
    unsigned part = length - taken < size ? length - taken : size;
    memcpy(to, line + taken, part);
    taken += part;
    return (int)part;
}

static int
write_file(void *cookie, const char *from, unsigned size)
{
    size_t n = fwrite(from, 1, size, cookie);
    return n ? (int)n : -errno;
}

static int
read_file(void *cookie, char *to, unsigned size)
{
    size_t n = fread(to, 1, size, cookie);
    return n || !ferror((FILE *)cookie) ? (int)n : -errno;
}

static const struct stream_ops console_stream = {read_typed, write_lines, NULL, NULL};
static const struct stream_ops file_stream = {read_file, write_file, NULL, NULL};

static void
close_redirected(void)
{
    if (fflush(stdout) || fclose(redirected)) {
        fprintf(stderr, "%.8s: the output is not complete: ", start_page()->name);
        perror(start_page()->output);
    }
}

static FILE *
open_or_end(const char *path, const char *mode)
{
    FILE *f = fopen(path, mode);
    if (f)
        return f;
    perror(path);
    _Exit(EXIT_FAILURE);
}

void
console_use(void)
{
    const struct start_page *page = start_page();
    stdio_use(&console_stream, NULL);
    stream_use(stderr, &console_stream, NULL, _IONBF);
    if (!page || (!page->input[0] && !page->output[0]))
        return;
    files_use();
    if (page->input[0])
        stream_use(stdin, &file_stream, open_or_end(page->input, "r"), _IOFBF);
    if (page->output[0]) {
        redirected = open_or_end(page->output, page->append ? "a" : "w");
        setvbuf(redirected, NULL, _IONBF, 0);
        stream_use(stdout, &file_stream, redirected, _IOFBF);
        atexit(close_redirected);
    }
}
