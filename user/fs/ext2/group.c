/*
 * Group descriptors, and which blocks are the file system's own.
 */
#include "internal.h"

int
e2_group(struct ext2 *fs, uint32_t number, struct group **group, struct page **page)
{
    int error = e2_get(fs, 1 + number / GROUPS_PER_BLOCK, page);
    if (!error)
        *group = (struct group *)(*page)->data + number % GROUPS_PER_BLOCK;
    return error;
}

int
e2_check_block(struct ext2 *fs, uint32_t block)
{
    uint32_t descriptors = (fs->groups - 1) / GROUPS_PER_BLOCK + 1;
    if (block <= descriptors || block >= fs->blocks)
        return e2_damaged(fs);
    struct group *group;
    struct page *page;
    int error = e2_group(fs, block / fs->blocks_per_group, &group, &page);
    if (error)
        return error;
    int own = block == group->block_bitmap || block == group->inode_bitmap ||
              block - group->inode_table < fs->table_blocks;
    cache_put(page);
    return own ? e2_damaged(fs) : EXT2_OK;
}
