/*
 * Which block of the disk holds block `index` of a file: twelve numbers in the inode, the rest
 * through one, two or three indirect blocks. Number 0 is a hole.
 */
#include "internal.h"

#include <stddef.h>

/* Splits the index. 0 if it is beyond what an inode can name. */
static int
split(uint32_t index, struct way *way)
{
    uint32_t span = 1; /* blocks below one slot of the inode */
    way->depth = 0;
    if (index >= DIRECT) {
        index -= DIRECT;
        for (way->depth = 1, span = FAN_OUT; index >= span; way->depth++, span *= FAN_OUT) {
            if (way->depth == 3)
                return 0;
            index -= span;
        }
    }
    way->slot[0] = way->depth ? DIRECT + way->depth - 1 : index;
    for (uint32_t i = 1; i <= way->depth; i++) {
        span /= FAN_OUT;
        way->slot[i] = index / span % FAN_OUT;
    }
    return 1;
}

int
e2_way(struct ext2 *fs, const struct inode *inode, uint32_t index, struct way *way)
{
    int error = EXT2_OK;
    if (!split(index, way))
        return EXT2_ERANGE;
    for (uint32_t i = 0; i <= way->depth; i++)
        way->block[i] = 0;
    way->block[0] = inode->block[way->slot[0]];
    if (way->block[0])
        error = e2_check_block(fs, way->block[0]);
    uint32_t i = 1;
    for (; !error && i <= way->depth && way->block[i - 1]; i++) {
        struct page *page;
        error = e2_get(fs, way->block[i - 1], &page);
        if (error)
            break;
        way->block[i] = ((const uint32_t *)page->data)[way->slot[i]];
        cache_put(page);
        if (way->block[i])
            error = e2_check_block(fs, way->block[i]);
    }
    way->missing = 0;
    for (i = 0; i <= way->depth; i++)
        way->missing += !way->block[i];
    return error;
}

/* Allocates the block of way->slot[level] and writes its number there: `parent` holds the slot. */
static int
fill_slot(struct ext2 *fs, struct way *way, uint32_t level, uint32_t goal, uint32_t *slot)
{
    int error = e2_alloc_block(fs, goal, &way->block[level]);
    struct page *page;
    if (error || level == way->depth) {
        if (!error)
            *slot = way->block[level];
        return error;
    }
    error = e2_new(fs, way->block[level], &page);
    if (error)
        return error;
    /* What is above one level of blocks is written after that level. */
    cache_dirty(fs->cache, page, (uint8_t)(ORDER_INDIRECT + way->depth - level - 1));
    cache_put(page);
    *slot = way->block[level];
    return EXT2_OK;
}

/* Where to look for a free block: behind the file's last one, or in its inode's group. */
static uint32_t
goal_of(struct ext2 *fs, const struct inode *inode, uint32_t number, uint32_t index)
{
    struct way before;
    if (index && !e2_way(fs, inode, index - 1, &before) && before.block[before.depth])
        return before.block[before.depth] + 1;
    return (number - 1) / fs->inodes_per_group * fs->blocks_per_group;
}

int
e2_map(struct ext2 *fs, uint32_t number, uint32_t index, uint32_t *block)
{
    struct inode *inode;
    struct page *home;
    struct way way;
    int error = e2_inode(fs, number, &inode, &home);
    if (error)
        return error;
    error = e2_way(fs, inode, index, &way);
    uint32_t goal = way.missing && !error ? goal_of(fs, inode, number, index) : 0;
    for (uint32_t i = 0; !error && i <= way.depth; i++) {
        if (way.block[i])
            continue;
        struct page *parent = NULL;
        uint32_t *slots = inode->block;
        if (i) {
            error = e2_get(fs, way.block[i - 1], &parent);
            if (error)
                break;
            slots = parent->data;
        }
        error = fill_slot(fs, &way, i, goal, &slots[way.slot[i]]);
        if (!error) {
            inode->sectors += SECTORS_PER_BLOCK;
            e2_inode_dirty(fs, home);
            if (parent)
                cache_dirty(fs->cache, parent, (uint8_t)(ORDER_INDIRECT + way.depth - i));
            goal = way.block[i] + 1;
        }
        cache_put(parent);
    }
    *block = error ? 0 : way.block[way.depth];
    cache_put(home);
    return error;
}

int
e2_block_of(struct ext2 *fs, uint32_t number, uint32_t index, uint32_t *block)
{
    struct inode *inode;
    struct page *home;
    struct way way;
    int error = e2_inode(fs, number, &inode, &home);
    if (error)
        return error;
    error = e2_way(fs, inode, index, &way);
    *block = error ? 0 : way.block[way.depth];
    cache_put(home);
    return error;
}
