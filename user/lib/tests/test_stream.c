/*
 * Streams: what reaches what they stand on, and when; a file in memory beside a model.
 * Tests: stdio_stream.c stdio_standard.c stdio_output.c stdio_input.c stdio_file.c
 * Tests: stdio_perror.c stdio_print.c stdio_format.c string.c string_copy.c string_find.c
 * Tests: string_error.c errno.c stdlib_exit.c stdlib_atexit.c stdlib_abort.c stdio_complain.c
 * Tests: assert.c
 */
#include "host.h"
#include <assert.h>
#include <errno.h>
#include <kdebug.h>
#include <stdio.h>
#include <stdlib.h>
#include <stream.h>
#include <string.h>
#include <syscall.h>
#include <thread.h>

HOST(void *, malloc, size_t);
HOST(void, free, void *);

#define ROOM 20000

/* A file in memory; with `narrow` it takes and gives at most so many bytes at once. */
static struct file {
    char data[ROOM];
    long size, at;
    unsigned calls, narrow;
    int error, open;
} file;

static char console_out[ROOM];
static unsigned console_length;
static const char *console_in = "";
static void *back[5];
static int ended_with;

void
kd_put(char c)
{
    console_out[console_length++] = c;
    console_out[console_length] = 0;
}

int
kd_try_get(void)
{
    return *console_in ? *console_in++ : -1;
}

void
l4_thread_switch(l4_id_t to)
{
    console_in = "\x04"; /* somebody types Ctrl-D while we wait */
}

void *
malloc(size_t size)
{
    return host_malloc(size);
}

void
free(void *memory)
{
    host_free(memory);
}

void
program_end_hook(int status)
{
    ended_with = status;
    __builtin_longjmp(back, 1);
}

void
thread_stop(void)
{
    host__exit(99);
    __builtin_unreachable();
}

static unsigned
at_most(unsigned wish, long there)
{
    unsigned n = file.narrow && wish > file.narrow ? file.narrow : wish;
    return (long)n > there ? (unsigned)there : n;
}

static int
file_read(void *cookie, char *to, unsigned size)
{
    unsigned n = at_most(size, file.at < file.size ? file.size - file.at : 0);
    file.calls++;
    if (file.error)
        return file.error;
    host_memcpy(to, file.data + file.at, n);
    file.at += n;
    return (int)n;
}

static int
file_write(void *cookie, const char *from, unsigned size)
{
    unsigned n = at_most(size, ROOM - file.at);
    file.calls++;
    if (file.error)
        return file.error;
    host_memcpy(file.data + file.at, from, n);
    file.at += n;
    if (file.size < file.at)
        file.size = file.at;
    return n ? (int)n : -ENOSPC;
}

static int
file_seek(void *cookie, long offset, int whence, long *now)
{
    long to = offset + (whence == SEEK_SET ? 0 : whence == SEEK_CUR ? file.at : file.size);
    if (to < 0)
        return -EINVAL;
    *now = file.at = to;
    return 0;
}

static int
file_close(void *cookie)
{
    file.open--;
    return 0;
}

static const struct stream_ops file_stream = {file_read, file_write, file_seek, file_close};

static int
files_open(const char *name, int flags, const struct stream_ops **ops, void **cookie)
{
    if (strcmp(name, "file"))
        return -ENOENT;
    if (flags & FILE_TRUNCATE)
        file.size = 0;
    file.at = flags & FILE_APPEND ? file.size : 0;
    file.open++;
    *ops = &file_stream;
    *cookie = &file;
    return 0;
}

static int
files_remove(const char *name)
{
    return strcmp(name, "file") ? -ENOENT : 0;
}

static int
files_rename(const char *from, const char *to)
{
    return strcmp(to, "file") ? 0 : -EEXIST;
}

static void
put_file(const char *text)
{
    memset(&file, 0, sizeof file);
    file.size = (long)strlen(text);
    host_memcpy(file.data, text, strlen(text));
}

static int
holds(const char *text)
{
    return file.size == (long)strlen(text) && !host_memcmp(file.data, text, strlen(text));
}

/* Nothing was said: printf, streams and stdin are the kernel's console, at once. */
static void
console(void)
{
    char line[20];
    printf("one %d", 1);
    fprintf(stdout, ", two");
    putchar(';');
    fputs(" three", stderr);
    puts("");
    CHECK_EQ(0, strcmp(console_out, "one 1, two; three\n"), 0);
    console_in = "ab\rc";
    CHECK(fgets(line, sizeof line, stdin) == line && !strcmp(line, "ab\n"));
    CHECK(fgets(line, sizeof line, stdin) == line && !strcmp(line, "c"));
    CHECK(feof(stdin) && getchar() == EOF);
    clearerr(stdin);
    CHECK(fopen("file", "r") == NULL);
    CHECK_EQ(ENOSYS, errno, 0);
    CHECK(remove("file") == -1 && rename("a", "b") == -1);
}

/* A line is one write; a question is out before its answer is read; stderr does not wait. */
static void
buffering(void)
{
    char line[20];
    put_file("");
    stdio_use(&file_stream, &file);
    printf("a line");
    fprintf(stdout, " of %d parts", 2);
    CHECK(file.calls == 0 && file.size == 0);
    putchar('\n');
    CHECK(file.calls == 1 && holds("a line of 2 parts\n"));
    fprintf(stderr, "%s, %s", "now", "at once");
    CHECK_EQ(2, file.calls, 0);
    printf("question? ");
    CHECK_EQ(2, file.calls, 0);
    CHECK(fgets(line, sizeof line, stdin) == NULL && feof(stdin));
    CHECK(holds("a line of 2 parts\nnow, at oncequestion? "));
    put_file("");
    fputs("two\nlines", stdout);
    CHECK(holds("two\nlines"));
    setvbuf(stdout, NULL, _IOFBF, 0);
    puts("waits");
    CHECK(holds("two\nlines"));
    CHECK_EQ(0, fflush(NULL), 0);
    CHECK(holds("two\nlineswaits\n"));
    errno = ENOENT;
    put_file("");
    perror("file");
    CHECK(holds("file: there is nothing of this name\n"));
}

static void
modes(void)
{
    static const struct file_ops files = {files_open, files_remove, files_rename};
    char line[8];
    file_use(&files);
    CHECK(fopen("other", "r") == NULL && errno == ENOENT);
    CHECK(fopen("file", "q") == NULL && errno == EINVAL);
    CHECK(fopen("file", "") == NULL && errno == EINVAL);
    CHECK(remove("file") == 0 && remove("x") == -1 && errno == ENOENT);
    CHECK(rename("file", "x") == 0 && rename("x", "file") == -1 && errno == EEXIST);
    put_file("old");
    FILE *f = fopen("file", "a");
    CHECK(fputs("+new", f) == 0 && fgetc(f) == EOF && ferror(f) && errno == EBADF);
    CHECK_EQ(0, fclose(f), 0);
    CHECK(holds("old+new") && file.open == 0);
    f = fopen("file", "rb");
    CHECK(fputc('x', f) == EOF && errno == EBADF);
    CHECK(fgets(line, 4, f) == line && !strcmp(line, "old"));
    CHECK(ungetc('#', f) == '#' && fgetc(f) == '#' && fgetc(f) == '+');
    CHECK(fread(line, 1, 8, f) == 3 && feof(f) && ungetc('!', f) == '!' && !feof(f));
    CHECK(fgetc(f) == '!' && fgetc(f) == EOF && feof(f));
    fclose(f);
    f = fopen("file", "w");
    CHECK_EQ(0, file.size, 0);
    CHECK(ungetc('x', f) == EOF);
    fclose(f);
}

static void
failures(void)
{
    put_file("abc");
    FILE *f = fopen("file", "r+");
    file.error = -EIO;
    CHECK(fgetc(f) == EOF && ferror(f) && !feof(f) && errno == EIO);
    clearerr(f);
    CHECK(fprintf(f, "text") == 4 && fflush(f) == EOF && errno == EIO);
    file.error = 0;
    CHECK(fseek(f, -5, SEEK_SET) == -1 && errno == EINVAL);
    rewind(f);
    CHECK(!ferror(f) && fgetc(f) == 'a');
    CHECK(fseek(f, ROOM, SEEK_SET) == 0 && fputc('x', f) == 'x' && fflush(f) == EOF);
    CHECK_EQ(ENOSPC, errno, 0);
    fclose(f);
}

/* Random operations on a stream in both directions, beside the plain bytes. */
static char model[ROOM], piece[ROOM];
static long model_size, place;

static void
step(FILE *f, int round)
{
    size_t n = below(8) ? below(50) : below(3000), want;
    switch (below(6)) {
    case 0:
    case 1:
        want = place < model_size ? (size_t)(model_size - place) : 0;
        want = n < want ? n : want;
        CHECK_EQ(want, fread(piece, 1, n, f), round);
        CHECK_EQ(0, host_memcmp(piece, model + place, want), round);
        place += (long)want;
        break;
    case 2:
    case 3:
        if (place + (long)n > ROOM)
            break;
        fseek(f, 0, SEEK_CUR); /* C asks for it between reading and writing */
        for (size_t i = 0; i < n; i++)
            piece[i] = (char)next_random();
        CHECK_EQ(n, fwrite(piece, 1, n, f), round);
        host_memcpy(model + place, piece, n);
        place += (long)n;
        model_size = place > model_size ? place : model_size;
        break;
    case 4:
        place = (long)below((uint32_t)model_size + 1);
        CHECK_EQ(0, fseek(f, place, SEEK_SET), round);
        break;
    default:
        CHECK_EQ(place, ftell(f), round);
        int c = place < model_size ? (unsigned char)model[place] : EOF;
        CHECK_EQ(c, fgetc(f), round);
        place += c != EOF;
        if (c != EOF && below(2)) {
            CHECK_EQ(c, ungetc(c, f), round);
            place--;
        } else if (below(2)) {
            place += fseek(f, -(long)(place > 0), SEEK_CUR) ? 0 : -(place > 0);
        }
    }
}

static void
sequences(void)
{
    static char buffer[777];
    for (int run = 0; run < 60; run++) {
        put_file("");
        file.narrow = run % 3 ? 0 : 7;
        model_size = place = 0;
        FILE *f = fopen("file", "w+");
        if (run % 2)
            CHECK_EQ(0, setvbuf(f, buffer, run % 4 == 1 ? _IOFBF : _IONBF, sizeof buffer), run);
        for (int i = 0; i < 2000; i++)
            step(f, run * 2000 + i);
        CHECK_EQ(0, fclose(f), run);
        CHECK_EQ(model_size, file.size, run);
        CHECK_EQ(0, host_memcmp(model, file.data, (size_t)model_size), run);
    }
}

static void
first(void)
{
    printf("first");
}

static void
second(void)
{
    printf("second, ");
}

static void
end(void)
{
    put_file("");
    setvbuf(stdout, NULL, _IOFBF, 0);
    atexit(first);
    atexit(second);
    if (__builtin_setjmp(back) == 0)
        exit(3);
    CHECK_EQ(3, ended_with, 0);
    CHECK(holds("second, first"));
}

static void
assertions(void)
{
    put_file("");
    assert(file.size == 0);
    if (__builtin_setjmp(back) == 0)
        assert(file.size == 486);
    CHECK_EQ(EXIT_ABORT, ended_with, 0);
    CHECK(strstr(file.data, "test_stream.c:") && strstr(file.data, ": file.size == 486 does not"));
}

TEST_MAIN({"stream-console", console}, {"stream-buffering", buffering}, {"stream-modes", modes},
          {"stream-failures", failures}, {"stream-sequences", sequences}, {"stream-end", end},
          {"stream-assertions", assertions})
