/*
 * What a look at the whole file system found.
 */
#ifndef FS_LOOK_H
#define FS_LOOK_H

#include "ext2/internal.h"

#define LOOK_BLOCKS 65536u /* 256 MB: beyond that e2fsck has to do it */
#define LOOK_INODES 8192u

struct look {
    const char *why;                 /* it cannot be mended here: a sentence */
    uint8_t used[LOOK_BLOCKS / 8];   /* blocks that somebody has */
    uint16_t named[LOOK_INODES + 1]; /* how many entries name the inode */
    uint8_t flags[LOOK_INODES + 1];  /* LOOK_... */
};

#define LOOK_DIRECTORY 1 /* it is a directory, and an entry names it */
#define LOOK_SCANNED   2

/* Looks at all directories and all inodes. 0; or an error, with look->why where the reason is not
 * the disk. Entries may be cleared and counts of blocks corrected in the cache. */
int look_at_all(struct ext2 *fs, struct look *look);

/* The block has one owner more. 0, or EXT2_EDAMAGED if it has one already. */
int look_take(struct look *look, uint32_t block);

static inline int
look_is_used(const struct look *look, uint32_t block)
{
    return look->used[block / 8] >> block % 8 & 1;
}

#endif
