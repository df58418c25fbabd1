/*
 * The benchmark of the file server: a file of 1 MB, all of it in the server's cache, is read from
 * beginning to end in blocks, by mapping and by copying, and one word of each 32 bytes is looked
 * at.
 *
 * A figure is what one block costs, the call and the looking together; 1 MB costs 1 MB / block
 * times that. By mapping, a block of less than 4 KB still takes a page: the whole request is made
 * for each block.
 */
#include "files.h"
#include "names.h"
#include "kdebug.h"
#include "layout.h"
#include "stdio.h"

#define SIZE   (1u << 20)
#define PATH   "/big"
#define ROUNDS 40 /* of opening */

#define WINDOW ((uint8_t *)BUFFER_BASE)

static uint8_t buffer[FILES_COPY] __attribute__((aligned(4096)));
static volatile uint32_t sink;

/* A label that the timing model knows, at just this place. */
#define LABEL(name) __asm__ volatile(".globl " #name "\n" #name ": nop" : : : "memory")

static inline __attribute__((always_inline)) uint32_t
look(const uint8_t *at, uint32_t size)
{
    uint32_t sum = 0;
    for (uint32_t i = 0; i < size; i += 32)
        sum += *(const volatile uint32_t *)(at + i);
    return sum;
}

static void
failed(const char *what, int result)
{
    printf("filesbench: %s: %d\n", what, result);
    kd_exit(1);
}

/* One pass over the file, in blocks of `size`. The functions are made for each size, for their
 * labels' sake. */
#define READ_BY(name, size, call)                                                                  \
    static __attribute__((noinline)) void name(int handle)                                         \
    {                                                                                              \
        for (uint32_t at = 0; at < SIZE; at += (size)) {                                           \
            LABEL(files_##name##_from);                                                            \
            int got = call;                                                                        \
            sink = look(got < 0 ? WINDOW : FROM, (size));                                          \
            LABEL(files_##name##_to);                                                              \
            if (got < (int)(size))                                                                 \
                failed(#name, got);                                                                \
        }                                                                                          \
    }

#define FROM (WINDOW + at % FILES_BLOCK)
READ_BY(map_512, 512, files_map(handle, at & ~4095u, 0))
READ_BY(map_1k, 1024, files_map(handle, at & ~4095u, 0))
READ_BY(map_2k, 2048, files_map(handle, at & ~4095u, 0))
READ_BY(map_4k, 4096, files_map(handle, at, 0))
READ_BY(map_8k, 8192, files_map_many(handle, at, 2, 0))
READ_BY(map_16k, 16384, files_map_many(handle, at, 4, 0))
READ_BY(map_32k, 32768, files_map_many(handle, at, 8, 0))
READ_BY(map_64k, 65536, files_map_many(handle, at, 16, 0))
#undef FROM
#define FROM buffer
READ_BY(copy_512, 512, files_read(handle, at, buffer, 512))
READ_BY(copy_1k, 1024, files_read(handle, at, buffer, 1024))
READ_BY(copy_2k, 2048, files_read(handle, at, buffer, 2048))
READ_BY(copy_4k, 4096, files_read(handle, at, buffer, 4096))
READ_BY(copy_8k, 8192, files_read(handle, at, buffer, 8192))
READ_BY(copy_16k, 16384, files_read(handle, at, buffer, 16384))
READ_BY(copy_32k, 32768, files_read(handle, at, buffer, 32768))
READ_BY(copy_64k, 65536, files_read(handle, at, buffer, 65536))

static void
open_and_look(void)
{
    for (uint32_t i = 0; i < ROUNDS; i++) {
        LABEL(files_open_from);
        int handle = files_open(PATH, 0, WINDOW, NULL);
        sink = *(volatile uint32_t *)WINDOW;
        LABEL(files_open_to);
        if (handle < 0)
            failed("open", handle);
        files_close(handle);
    }
}

static void
look_up(void)
{
    for (uint32_t i = 0; i < ROUNDS; i++) {
        LABEL(name_lookup_from);
        l4_id_t id = names_look_up("fs");
        LABEL(name_lookup_to);
        if (!id)
            failed("the name fs", -1);
    }
}

int
main(void)
{
    static void (*const passes[])(int handle) = {
        map_512,  map_1k,  map_2k,  map_4k,  map_8k,  map_16k,  map_32k,  map_64k,
        copy_512, copy_1k, copy_2k, copy_4k, copy_8k, copy_16k, copy_32k, copy_64k,
    };
    int handle = files_open(PATH, 0, WINDOW, NULL);
    for (uint32_t at = 0; handle >= 0 && at < SIZE; at += FILES_BLOCK)
        if (files_map(handle, at, 0) != (int)FILES_BLOCK)
            failed("the file is not there", handle);
    files_close(handle);
    open_and_look();
    look_up();
    handle = files_open(PATH, 0, WINDOW, NULL);
    for (uint32_t i = 0; i < sizeof passes / sizeof *passes; i++) {
        passes[i](handle);
        passes[i](handle);
    }
    printf("filesbench: end\n");
    kd_exit(0);
    return 0;
}
