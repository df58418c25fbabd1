/*
 * The bitmaps: which blocks and inodes are taken. A bit that is set means taken.
 */
#include "internal.h"

#include <stddef.h>

/* The first bit that is 0 in from .. end - 1, or `end`. */
static uint32_t
find_zero(const uint32_t *map, uint32_t from, uint32_t end)
{
    for (uint32_t bit = from; bit < end; bit++) {
        if (bit % 32 == 0 && map[bit / 32] == 0xFFFFFFFF) {
            bit += 31;
            continue;
        }
        if (!(map[bit / 32] >> bit % 32 & 1))
            return bit;
    }
    return end;
}

/* Sets the first zero bit of a bitmap, at or behind `from` if there is one, else before it. */
static int
take_bit(struct ext2 *fs, uint32_t bitmap, uint32_t from, uint32_t end, uint32_t *bit)
{
    struct page *page;
    int error = e2_get(fs, bitmap, &page);
    if (error)
        return error;
    uint32_t *map = page->data;
    *bit = find_zero(map, from, end);
    if (*bit == end)
        *bit = find_zero(map, 0, from);
    if (*bit < end && !(map[*bit / 32] >> *bit % 32 & 1)) {
        map[*bit / 32] |= 1u << *bit % 32;
        cache_dirty(fs->cache, page, ORDER_BITMAP);
    } else {
        error = e2_damaged(fs); /* the descriptor said that something is free */
    }
    cache_put(page);
    return error;
}

static int
clear_bit(struct ext2 *fs, struct page *page, uint32_t bit)
{
    uint32_t *map = page->data;
    if (!(map[bit / 32] >> bit % 32 & 1))
        return e2_damaged(fs);
    map[bit / 32] &= ~(1u << bit % 32);
    cache_dirty(fs->cache, page, ORDER_BITMAP);
    return EXT2_OK;
}

static uint32_t
blocks_in(const struct ext2 *fs, uint32_t number)
{
    uint32_t left = fs->blocks - number * fs->blocks_per_group;
    return left < fs->blocks_per_group ? left : fs->blocks_per_group;
}

int
e2_alloc_block(struct ext2 *fs, uint32_t goal, uint32_t *block)
{
    if (goal >= fs->blocks)
        goal = 0;
    for (uint32_t i = 0; i < fs->groups; i++) {
        uint32_t number = (goal / fs->blocks_per_group + i) % fs->groups, bit = 0;
        struct group *group;
        struct page *page;
        int error = e2_group(fs, number, &group, &page);
        if (error)
            return error;
        if (!group->free_blocks) {
            cache_put(page);
            continue;
        }
        uint32_t from = i ? 0 : goal % fs->blocks_per_group;
        error = take_bit(fs, group->block_bitmap, from, blocks_in(fs, number), &bit);
        if (!error) {
            group->free_blocks--;
            fs->free_blocks--;
            cache_dirty(fs->cache, page, ORDER_GROUPS);
        }
        cache_put(page);
        *block = number * fs->blocks_per_group + bit;
        return error ? error : e2_check_block(fs, *block);
    }
    return e2_damaged(fs); /* e2_begin() saw to it that there is one */
}

int
e2_alloc_inode(struct ext2 *fs, uint32_t near, int is_directory, uint32_t *inode)
{
    for (uint32_t i = 0; i < fs->groups; i++) {
        uint32_t number = (near + i) % fs->groups, bit = 0;
        struct group *group;
        struct page *page;
        int error = e2_group(fs, number, &group, &page);
        if (error)
            return error;
        if (!group->free_inodes) {
            cache_put(page);
            continue;
        }
        error = take_bit(fs, group->inode_bitmap, 0, fs->inodes_per_group, &bit);
        *inode = number * fs->inodes_per_group + bit + 1;
        if (!error && *inode < fs->first_inode)
            error = e2_damaged(fs);
        if (!error) {
            group->free_inodes--;
            group->used_dirs += is_directory != 0;
            fs->free_inodes--;
            cache_dirty(fs->cache, page, ORDER_GROUPS);
        }
        cache_put(page);
        return error;
    }
    return e2_damaged(fs);
}

int
e2_clear_block_bits(struct ext2 *fs, uint32_t first, uint32_t count)
{
    int error = EXT2_OK;
    while (count && !error) {
        uint32_t number = first / fs->blocks_per_group, bit = first % fs->blocks_per_group;
        struct group *group;
        struct page *page, *map = NULL;
        error = e2_group(fs, number, &group, &page);
        if (error)
            return error;
        error = e2_get(fs, group->block_bitmap, &map);
        for (; !error && count && bit < fs->blocks_per_group; bit++, first++, count--) {
            error = clear_bit(fs, map, bit);
            if (!error) {
                group->free_blocks++;
                fs->free_blocks++;
            }
        }
        cache_dirty(fs->cache, page, ORDER_GROUPS);
        cache_put(map);
        cache_put(page);
    }
    return error;
}

int
e2_clear_inode_bit(struct ext2 *fs, uint32_t inode, int is_directory)
{
    struct group *group;
    struct page *page, *map = NULL;
    int error = e2_group(fs, (inode - 1) / fs->inodes_per_group, &group, &page);
    if (error)
        return error;
    error = e2_get(fs, group->inode_bitmap, &map);
    if (!error)
        error = clear_bit(fs, map, (inode - 1) % fs->inodes_per_group);
    if (!error) {
        group->free_inodes++;
        group->used_dirs -= is_directory != 0;
        fs->free_inodes++;
        cache_dirty(fs->cache, page, ORDER_GROUPS);
    }
    cache_put(map);
    cache_put(page);
    return error;
}
