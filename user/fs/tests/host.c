/*
 * A disk in memory, and a cache before it. Enter by host_load() and host_mount().
 */
#include "host.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define BLOCK CACHE_PAGE

/* A test that fails ends at once; what it leaves behind then is no leak worth a page of text. */
const char *__asan_default_options(void);
const char *
__asan_default_options(void)
{
    return "detect_leaks=0";
}

static void
stop(const char *what, const char *name)
{
    fprintf(stderr, "%s: %s\n", name, what);
    exit(2);
}

static int
read_block(void *context, uint32_t block, void *data)
{
    struct host *host = context;
    if (host->read_limit && host->reads >= host->read_limit)
        stop("the library does not come to an end", "disk");
    host->reads++;
    if (block >= host->blocks)
        return 1;
    memcpy(data, host->disk + (size_t)block * BLOCK, BLOCK);
    return 0;
}

static int
write_block(void *context, uint32_t block, const void *data)
{
    struct host *host = context;
    if (block >= host->blocks)
        return 1;
    if (host->fail_write && host->writes + 1 >= host->fail_write)
        return 1;
    memcpy(host->disk + (size_t)block * BLOCK, data, BLOCK);
    host->writes++;
    if (host->written)
        host->written(host);
    return 0;
}

static uint32_t
tell_time(void *context)
{
    struct host *host = context;
    return 946684800 + host->clock++ / 16;
}

void
host_load(struct host *host, const char *image)
{
    FILE *file = fopen(image, "rb");
    memset(host, 0, sizeof *host);
    if (!file)
        stop("cannot be opened", image);
    fseek(file, 0, SEEK_END);
    host->blocks = (uint32_t)(ftell(file) / BLOCK);
    rewind(file);
    host->disk = malloc((size_t)host->blocks * BLOCK);
    if (!host->disk || fread(host->disk, BLOCK, host->blocks, file) != host->blocks)
        stop("cannot be read", image);
    fclose(file);
}

void
host_save(const struct host *host, const char *image)
{
    FILE *file = fopen(image, "wb");
    if (!file || fwrite(host->disk, BLOCK, host->blocks, file) != host->blocks || fclose(file))
        stop("cannot be written", image);
}

int
host_mount(struct host *host, uint32_t pages, int read_only)
{
    struct cache_disk disk = {.context = host, .read = read_block, .write = write_block};
    host->page_count = pages;
    host->pages = calloc(pages, sizeof *host->pages);
    for (uint32_t i = 0; i < pages; i++)
        host->pages[i].data = malloc(BLOCK);
    cache_init(&host->cache, host->pages, pages, &disk);
    return ext2_mount(&host->fs, &host->cache, tell_time, host, read_only);
}

void
host_drop(struct host *host)
{
    for (uint32_t i = 0; i < host->page_count; i++)
        free(host->pages[i].data);
    free(host->pages);
    host->pages = NULL;
    host->page_count = 0;
}

int
host_unmount(struct host *host)
{
    int error = ext2_unmount(&host->fs);
    for (uint32_t i = 0; i < host->page_count; i++)
        if (host->pages[i].pins)
            stop("a page is still pinned after unmounting", "cache");
    host_drop(host);
    return error;
}

void
host_free(struct host *host)
{
    free(host->disk);
    host->disk = NULL;
}
