/*
 * Damaged disks:  damage IMAGE FIRST COUNT
 *
 * COUNT times: a few bytes of the metadata of IMAGE are changed at random, then everything is
 * read, and all kinds of changes are tried. Whatever comes back is right, but it must come back:
 * no crash, no access beyond memory (the sanitizers see to that), no end of reading that never
 * comes.
 */
#include "operate.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static uint32_t seed, refused, visited;

static uint32_t
dice(uint32_t below)
{
    seed = seed * 1664525 + 1013904223;
    return (seed >> 8) % below;
}

static void
change(const struct host *host, const uint8_t *metadata, uint32_t blocks)
{
    for (uint32_t i = 1 + dice(12); i; i--) {
        uint32_t block = dice(blocks);
        while (!metadata[block])
            block = (block + 1) % blocks;
        uint32_t at = dice(4) ? dice(CACHE_PAGE) : dice(256);
        if (block == 0)
            at = 1024 + dice(104);
        /* Zeros are mostly unused: look for something that means something. */
        for (int tries = 0; tries < 200 && !host->disk[block * CACHE_PAGE + at] && block; tries++)
            at = dice(CACHE_PAGE);
        host->disk[block * CACHE_PAGE + at] ^= (uint8_t)(1 << dice(8));
    }
}

/* Marks the blocks that hold data of files. All others that are not zero are metadata. */
static void
find_data(struct ext2 *fs, uint8_t *data, uint32_t dir, int depth)
{
    struct ext2_entry entry;
    struct ext2_stat stat;
    uint32_t position = 0;
    while (depth < 8 && !ext2_readdir(fs, dir, &position, &entry)) {
        if (!strcmp(entry.name, ".") || !strcmp(entry.name, "..") ||
            ext2_stat(fs, entry.inode, &stat))
            continue;
        if (stat.type == EXT2_DIRECTORY)
            find_data(fs, data, entry.inode, depth + 1);
        for (uint32_t i = 0; stat.type == EXT2_FILE && i * CACHE_PAGE < stat.size; i++) {
            struct page *page;
            if (ext2_page_read(fs, entry.inode, i, &page))
                continue;
            if (page->block < fs->blocks)
                data[page->block] = 1;
            cache_put(page);
        }
    }
}

static void
count(int error)
{
    refused += error != 0;
}

static void
try_file(struct ext2 *fs, uint32_t inode, uint32_t size)
{
    static uint8_t bytes[10000];
    uint32_t done;
    uint32_t places[] = {0, 40000, 60000, 5000000, size - 100, dice(0x7FFFFFFF)};
    for (uint32_t i = 0; i < sizeof places / sizeof *places; i++)
        count(ext2_read(fs, inode, places[i], bytes, sizeof bytes, &done));
    if (dice(2))
        count(ext2_write(fs, inode, places[dice(5)], bytes, sizeof bytes, &done));
    if (dice(3) == 0)
        count(ext2_truncate(fs, inode, dice(300000)));
}

static void
try_directory(struct ext2 *fs, uint32_t dir, int depth)
{
    struct ext2_entry entry;
    struct ext2_stat stat;
    uint32_t position = 0, entries = 0;
    int error;
    while (depth < 6 && entries++ < 500 && visited++ < 2000 &&
           !(error = ext2_readdir(fs, dir, &position, &entry))) {
        if (!strcmp(entry.name, ".") || !strcmp(entry.name, ".."))
            continue;
        error = ext2_stat(fs, entry.inode, &stat);
        count(error);
        if (error)
            continue;
        if (stat.type == EXT2_DIRECTORY)
            try_directory(fs, entry.inode, depth + 1);
        else
            try_file(fs, entry.inode, stat.size);
        if (dice(4) == 0)
            count(ext2_rename(fs, dir, entry.name, EXT2_ROOT, "moved"));
        if (dice(4) == 0)
            count(ext2_unlink(fs, dir, entry.name));
        if (dice(4) == 0)
            count(ext2_rmdir(fs, dir, entry.name));
        if (dice(6) == 0)
            count(ext2_create(fs, dir, "new", 0644, NULL));
        if (dice(6) == 0)
            count(ext2_mkdir(fs, dir, "newer", 0755, NULL));
        if (dice(10) == 0)
            count(ext2_sync(fs));
    }
}

int
main(int argc, char **argv)
{
    static struct host good, bad;
    if (argc != 4) {
        printf("usage: damage IMAGE FIRST COUNT\n");
        return 2;
    }
    host_load(&good, argv[1]);
    uint8_t *metadata = calloc(1, good.blocks), *data = calloc(1, good.blocks);
    if (host_mount(&good, 64, 1))
        return 2;
    find_data(&good.fs, data, EXT2_ROOT, 0);
    for (uint32_t i = 0; i < good.blocks; i++)
        for (uint32_t at = 0; !data[i] && at < CACHE_PAGE; at++)
            metadata[i] |= good.disk[i * CACHE_PAGE + at];
    host_drop(&good);
    uint32_t mounted = 0, first = (uint32_t)atoi(argv[2]), rounds = (uint32_t)atoi(argv[3]);
    for (uint32_t i = first; i < first + rounds; i++) {
        host_load(&bad, argv[1]);
        bad.read_limit = 200000;
        seed = i * 2654435761u + 1;
        visited = 0;
        change(&bad, metadata, bad.blocks);
        int error = host_mount(&bad, 24 + dice(40), 0);
        count(error);
        if (error) {
            host_drop(&bad);
        } else {
            mounted++;
            try_directory(&bad.fs, EXT2_ROOT, 0);
            count(host_unmount(&bad));
        }
        host_free(&bad);
    }
    printf("  %u damaged disks, %u could be mounted; %u calls were refused\n", rounds, mounted,
           refused);
    host_free(&good);
    free(metadata);
    free(data);
    return !refused;
}
