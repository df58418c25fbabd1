/*
 * Steps: what a change must have before it begins, and what it leaves for the sync to do.
 */
#include "internal.h"

/* Must the lists be emptied, or the cache, before another step? */
static int
is_full(const struct ext2 *fs)
{
    return cache_room(fs->cache, STEP_PAGES) < STEP_PAGES || fs->born_count == EXT2_BORN ||
           fs->moved_count == EXT2_MOVED || fs->freed_inode_count == EXT2_FREED ||
           fs->freed_count + STEP_FREES > EXT2_FREED;
}

int
e2_begin(struct ext2 *fs, uint32_t blocks, uint32_t inodes)
{
    if (fs->read_only)
        return EXT2_EREADONLY;
    int could_help = (fs->free_blocks < blocks && fs->freed_count) ||
                     (fs->free_inodes < inodes && fs->freed_inode_count);
    if (is_full(fs) || could_help) {
        int error = ext2_sync(fs);
        if (error)
            return error;
    }
    if (fs->free_blocks < blocks)
        return EXT2_ENOSPC;
    if (fs->free_inodes < inodes)
        return EXT2_ENOINODES;
    if (is_full(fs))
        return EXT2_ENOPAGE;
    fs->changed = 1;
    return EXT2_OK;
}

int
e2_end(struct ext2 *fs, int error)
{
    if (error && !fs->read_only) {
        fs->read_only = 1;
        fs->why = "the disk failed in the middle of a change; run e2fsck";
    }
    return error;
}

int
e2_free_block(struct ext2 *fs, uint32_t block)
{
    struct ext2_freed *last = &fs->freed[fs->freed_count ? fs->freed_count - 1 : 0];
    cache_forget(fs->cache, block);
    if (fs->freed_count && block + 1 == last->first) {
        last->first--;
        last->count++;
    } else if (fs->freed_count && last->first + last->count == block) {
        last->count++;
    } else if (fs->freed_count == EXT2_FREED) {
        return e2_damaged(fs);
    } else {
        fs->freed[fs->freed_count++] = (struct ext2_freed){.first = block, .count = 1};
    }
    return EXT2_OK;
}

int
e2_room_to_free(const struct ext2 *fs)
{
    return fs->freed_count + 4 < EXT2_FREED; /* a block, and the indirect blocks above it */
}

#define WAS_DIRECTORY 0x80000000u

void
e2_free_inode(struct ext2 *fs, uint32_t inode, int is_directory)
{
    fs->freed_inode[fs->freed_inode_count++] = inode | (is_directory ? WAS_DIRECTORY : 0);
}

void
e2_inode_born(struct ext2 *fs, uint32_t inode)
{
    fs->born[fs->born_count++] = (struct ext2_born){.inode = inode, .links = 0};
}
