/*
 * What the library knows of a mounted file system. Its fields are the library's own, but for those
 * that are marked. Small and of fixed size: when a table is full, a sync empties it.
 */
#ifndef EXT2_STATE_H
#define EXT2_STATE_H

#include <stdint.h>

#define EXT2_OPEN_FILES 64
#define EXT2_BORN       64  /* new inodes between two syncs */
#define EXT2_MOVED      64  /* renamed files between two syncs */
#define EXT2_FREED      128 /* runs of freed blocks, and freed inodes, between two syncs */

struct cache;
struct page;

/* An open file: how often. `count` 0: a free place. */
struct ext2_open {
    uint32_t inode;
    uint32_t count;
};

/* An inode that is new since the last sync. Until the directories are on the disk it is written
 * with a link count of 0; `links` keeps the real one meanwhile. */
struct ext2_born {
    uint32_t inode;
    uint16_t links;
};

/* A directory entry that was taken away because the file got another name. It is written as if it
 * were still there until the other name is on the disk. */
struct ext2_moved {
    uint32_t block;     /* the directory's block */
    uint16_t offset;    /* of the entry in it */
    uint32_t inode;     /* what it named */
    uint32_t directory; /* and what it was called there: a hash of the name */
    uint32_t hash;
};

/* Blocks first .. first + count - 1 are free once the sync is through. */
struct ext2_freed {
    uint32_t first, count;
};

struct ext2 {
    int read_only;     /* for the server to read: nothing can be changed */
    const char *why;   /* for the server to read: why it is so, or why mounting failed */
    struct page *zero; /* for the server to read: the page that stands for a hole */

    struct cache *cache;
    uint32_t (*clock)(void *context);
    void *clock_context;
    struct page *super_page; /* block 0, pinned while mounted */

    /* From the superblock; constant. */
    uint32_t blocks, inodes, groups;
    uint32_t blocks_per_group, inodes_per_group, inode_size, first_inode;
    uint32_t table_blocks; /* of a group's inode table */
    int has_types;         /* directory entries tell the type of what they name */

    uint32_t free_blocks, free_inodes; /* what can be allocated now */

    int marked_dirty; /* the disk says that it is not clean */
    int changed;      /* something but file contents differs from the disk */
    uint32_t deaths;  /* inodes that lost their last link since the last sync */
    uint32_t orphans; /* inodes without a link that are open */

    uint32_t born_count, moved_count, freed_count, freed_inode_count;
    struct ext2_open open[EXT2_OPEN_FILES];
    struct ext2_born born[EXT2_BORN];
    struct ext2_moved moved[EXT2_MOVED];
    struct ext2_freed freed[EXT2_FREED];
    uint32_t freed_inode[EXT2_FREED]; /* bit 31: it was a directory */
};

#endif
