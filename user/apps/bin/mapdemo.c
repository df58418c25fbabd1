/*
 * mapdemo [FILE]: reads a file in two ways, and compares contents and times.
 *
 * By mapping, the file server's own pages appear in a window of this program: nothing is copied. By
 * copying, the bytes travel as strings of messages into a buffer.
 */
#include "errno.h"
#include "files.h"
#include "layout.h"
#include "start.h"
#include "stdio.h"
#include "string.h"

#define WINDOW   ((unsigned char *)BUFFER_BASE)
#define MAKE     "/mapdemo.tmp"
#define MAKE_KB  256
#define TURNS    32
#define ROUND_UP (FILES_BLOCK * FILES_MANY)

static unsigned char buffer[FILES_COPY];

/* A word of every 64 bytes: a reader who looks at the data, but whose own work is small. */
static uint32_t
look(const unsigned char *from, uint32_t bytes, uint32_t sum)
{
    for (uint32_t i = 0; i < bytes; i += 64)
        sum = sum * 31 + from[i];
    return sum;
}

/* Sum over the file, or 0 with *error. */
static uint32_t
by_mapping(int handle, uint32_t size, int *error)
{
    uint32_t sum = 1;
    for (uint32_t at = 0; at < size; at += ROUND_UP) {
        int n = files_map_many(handle, at, FILES_MANY, 0);
        if (n < 0) {
            *error = -n;
            return 0;
        }
        sum = look(WINDOW, (uint32_t)n, sum);
    }
    return sum;
}

static uint32_t
by_copying(int handle, uint32_t size, int *error)
{
    uint32_t sum = 1;
    for (uint32_t at = 0; at < size; at += sizeof buffer) {
        int n = files_read(handle, at, buffer, sizeof buffer);
        if (n < 0) {
            *error = -n;
            return 0;
        }
        sum = look(buffer, (uint32_t)n, sum);
    }
    return sum;
}

/* So often that the clock's steps, of 4 ms, do not matter. */
static uint32_t
measure(const char *how, uint32_t (*way)(int, uint32_t, int *), int handle, uint32_t size,
        int *error)
{
    uint32_t begin = (uint32_t)start_clock(), sum = 0;
    for (int turn = 0; turn < TURNS && !*error; turn++)
        sum = way(handle, size, error);
    uint32_t took = (uint32_t)start_clock() - begin;
    if (!*error)
        printf("  %s: %u us each time, the sum is %08x\n", how, took / TURNS, sum);
    return sum;
}

/* A file to read, when none is named. 0 or an error. */
static int
make_file(void)
{
    int handle = files_open(MAKE, FILES_WRITABLE | FILES_CREATE | FILES_TRUNCATE, NULL, NULL);
    if (handle < 0)
        return -handle;
    int n = 1;
    for (uint32_t i = 0; i < sizeof buffer; i++)
        buffer[i] = (unsigned char)(i * 7 + i / 251);
    for (uint32_t at = 0; at < MAKE_KB * 1024 && n > 0; at += (uint32_t)n)
        n = files_write(handle, at, buffer, sizeof buffer);
    files_close(handle);
    return n > 0 ? 0 : n < 0 ? -n : EIO;
}

static int
compare_ways(int handle, uint32_t size, int *error)
{
    printf("%u KB, %d times each:\n", size / 1024, TURNS);
    uint32_t mapped = measure("mapped", by_mapping, handle, size, error);
    uint32_t copied = *error ? 0 : measure("copied", by_copying, handle, size, error);
    return !*error && mapped == copied;
}

int
main(int argc, char **argv)
{
    const char *path = argc > 1 ? argv[1] : MAKE;
    uint32_t size = 0;
    int error = argc > 1 ? 0 : make_file();
    int handle = error ? -error : files_open(path, 0, WINDOW, &size);
    error = handle < 0 ? -handle : 0;
    int right = !error && compare_ways(handle, size, &error);
    if (handle >= 0)
        files_close(handle);
    if (argc == 1)
        files_remove(MAKE);
    if (error)
        fprintf(stderr, "mapdemo: %s: %s\n", path, strerror(error));
    else if (!right)
        fprintf(stderr, "mapdemo: the two ways see different bytes\n");
    return !right;
}
