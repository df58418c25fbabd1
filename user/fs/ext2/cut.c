/*
 * Making a file shorter: its blocks are freed from the end on, in steps that each leave a good
 * file.
 */
#include "internal.h"

#include <stddef.h>

/* A cut on its way: the blocks of the file from `end` on are gone, those below `keep` will stay. */
struct cut {
    struct inode *inode;
    struct page *home; /* of the inode */
    struct way way;    /* to block end - 1 */
    uint32_t keep, end;
};

static int
free_slot(struct ext2 *fs, struct cut *cut, uint32_t *slot)
{
    uint32_t block = *slot;
    if (!block)
        return EXT2_OK;
    int error = e2_check_block(fs, block);
    if (!error)
        error = e2_free_block(fs, block);
    *slot = 0;
    if (cut->inode->sectors >= SECTORS_PER_BLOCK)
        cut->inode->sectors -= SECTORS_PER_BLOCK;
    return error;
}

/* The slots through which the way leads at `level`; *page is NULL if they are in the inode. *slots
 * is NULL if there are none, for the way ends before. */
static int
slots_at(struct ext2 *fs, struct cut *cut, uint32_t level, uint32_t **slots, struct page **page)
{
    *page = NULL;
    *slots = cut->inode->block;
    if (!level)
        return EXT2_OK;
    *slots = NULL;
    if (!cut->way.block[level - 1])
        return EXT2_OK;
    int error = e2_get(fs, cut->way.block[level - 1], page);
    if (!error)
        *slots = (*page)->data;
    return error;
}

static void
slots_changed(struct ext2 *fs, struct cut *cut, uint32_t level, struct page *page)
{
    if (page)
        cache_dirty(fs->cache, page, (uint8_t)(ORDER_INDIRECT + cut->way.depth - level));
}

/* Frees what lies in the last slots, down to the first one of their block, or until too much was
 * freed for one step. */
static int
cut_leaf(struct ext2 *fs, struct cut *cut)
{
    uint32_t depth = cut->way.depth;
    uint32_t base = cut->end - 1 - cut->way.slot[depth];
    uint32_t low = base > cut->keep ? base : cut->keep;
    uint32_t *slots;
    struct page *page;
    int error = slots_at(fs, cut, depth, &slots, &page);
    if (error)
        return error;
    if (!slots)
        cut->end = low;
    while (!error && cut->end > low && e2_room_to_free(fs)) {
        cut->end--;
        error = free_slot(fs, cut, &slots[cut->end - base]);
    }
    slots_changed(fs, cut, depth, page);
    cache_put(page);
    return error;
}

/* Frees the indirect blocks on the way that are empty now: those in which it led through slot 0. */
static int
cut_branches(struct ext2 *fs, struct cut *cut)
{
    int error = EXT2_OK;
    for (uint32_t level = cut->way.depth; !error && level; level--) {
        uint32_t *slots;
        struct page *page;
        error = slots_at(fs, cut, level - 1, &slots, &page);
        if (error)
            return error;
        if (slots)
            error = free_slot(fs, cut, &slots[cut->way.slot[level - 1]]);
        slots_changed(fs, cut, level - 1, page);
        cache_put(page);
        if (cut->way.slot[level - 1] && level > 1)
            break;
    }
    return error;
}

static int
cut_step(struct ext2 *fs, uint32_t number, struct cut *cut, uint32_t size)
{
    int error = e2_any_inode(fs, number, &cut->inode, &cut->home);
    if (error)
        return error;
    error = e2_way(fs, cut->inode, cut->end - 1, &cut->way);
    uint32_t base = cut->end - 1 - cut->way.slot[cut->way.depth];
    if (!error)
        error = cut_leaf(fs, cut);
    if (!error && cut->way.depth && cut->end == base)
        error = cut_branches(fs, cut);
    uint32_t left = cut->end * BLOCK > size ? cut->end * BLOCK : size;
    if (cut->inode->size > left)
        cut->inode->size = left;
    e2_inode_dirty(fs, cut->home);
    cache_put(cut->home);
    return error;
}

int
e2_cut(struct ext2 *fs, uint32_t number, uint32_t size)
{
    struct cut cut;
    int error = e2_any_inode(fs, number, &cut.inode, &cut.home);
    if (error)
        return error;
    cut.keep = size / BLOCK + (size % BLOCK != 0);
    cut.end = cut.inode->size / BLOCK + (cut.inode->size % BLOCK != 0);
    cache_put(cut.home);
    while (!error && cut.end > cut.keep) {
        error = e2_begin(fs, 0, 0);
        if (!error)
            error = e2_end(fs, cut_step(fs, number, &cut, size));
    }
    return error;
}
