/*
 * A disk in memory with a cache and a mounted file system on it: where the tests run the library.
 */
#ifndef FS_TESTS_HOST_H
#define FS_TESTS_HOST_H

#include "../ext2/ext2.h"

struct host {
    uint8_t *disk;
    uint32_t blocks; /* of the disk */
    uint32_t reads, writes;
    uint32_t fail_write; /* the write with this number fails, and all behind it; 0: none */
    uint32_t read_limit; /* more reads than this: the library runs in a circle; 0: no limit */
    void (*written)(struct host *host); /* called after each block, if set */
    uint32_t clock;
    struct page *pages;
    uint32_t page_count;
    struct cache cache;
    struct ext2 fs;
};

/* Each ends the program with a message when it cannot do it. */
void host_load(struct host *host, const char *image);
void host_save(const struct host *host, const char *image);

/* A cache of `pages` pages, each in memory of its own, so that a sanitizer sees what goes over. */
int host_mount(struct host *host, uint32_t pages, int read_only);
int host_unmount(struct host *host);
/* Without unmounting, as a power cut does it. */
void host_drop(struct host *host);
void host_free(struct host *host);

#endif
