/*
 * The sync: everything to the disk, in an order after each block of which `e2fsck -p` can repair
 * the disk without asking. README.md gives the reason for each line of write_in_order().
 */
#include "internal.h"

#include <string.h>

/* Lets moved entries be seen under their old names, for the disk, or not, as it is in memory. */
static int
set_moved(struct ext2 *fs, int visible)
{
    for (uint32_t i = 0; i < fs->moved_count; i++) {
        const struct ext2_moved *moved = &fs->moved[i];
        struct page *page;
        int error = e2_get(fs, moved->block, &page);
        if (error)
            return error;
        struct entry *entry = (struct entry *)((char *)page->data + moved->offset);
        entry->inode = visible ? moved->inode : 0;
        cache_dirty(fs->cache, page, ORDER_DIRECTORY);
        cache_put(page);
    }
    return EXT2_OK;
}

/* Notes the link counts of the born inodes; or sets them to 0, for the disk. */
static int
each_born(struct ext2 *fs, int hide)
{
    for (uint32_t i = 0; i < fs->born_count; i++) {
        struct inode *inode;
        struct page *page;
        int error = e2_any_inode(fs, fs->born[i].inode, &inode, &page);
        if (error)
            return error;
        if (hide) {
            inode->links = 0;
            e2_inode_dirty(fs, page);
        } else {
            fs->born[i].links = inode->links;
        }
        cache_put(page);
    }
    return EXT2_OK;
}

/* Gives the first born inodes their links again, as many as lie in one block: *count of them. */
static int
show_block_of_born(struct ext2 *fs, uint32_t first, uint32_t *count)
{
    uint32_t block = 0;
    for (*count = 0; first + *count < fs->born_count; ++*count) {
        struct ext2_born *born = &fs->born[first + *count];
        struct inode *inode;
        struct page *page;
        int error = e2_any_inode(fs, born->inode, &inode, &page);
        if (error)
            return error;
        int same = !*count || page->block == block;
        block = page->block;
        if (same) {
            inode->links = born->links;
            e2_inode_dirty(fs, page);
        }
        cache_put(page);
        if (!same)
            break;
    }
    return EXT2_OK;
}

/* A directory before what was made in it: else the latter would be there, but nowhere attached. */
static int
write_born(struct ext2 *fs)
{
    while (fs->born_count) {
        uint32_t count;
        int error = show_block_of_born(fs, 0, &count);
        if (!error && cache_flush(fs->cache, ORDER_INODES))
            error = EXT2_EIO;
        if (error)
            return error;
        fs->born_count -= count;
        memmove(fs->born, fs->born + count, fs->born_count * sizeof *fs->born);
    }
    return EXT2_OK;
}

static int
write_moved(struct ext2 *fs)
{
    int error = set_moved(fs, 0);
    if (!error && cache_flush(fs->cache, ORDER_DIRECTORY))
        error = EXT2_EIO;
    if (!error)
        fs->moved_count = 0;
    return error;
}

/* What was freed is free. */
static int
apply_freed(struct ext2 *fs)
{
    int error = EXT2_OK;
    while (!error && fs->freed_count) {
        struct ext2_freed *freed = &fs->freed[--fs->freed_count];
        error = e2_clear_block_bits(fs, freed->first, freed->count);
    }
    while (!error && fs->freed_inode_count) {
        uint32_t inode = fs->freed_inode[--fs->freed_inode_count];
        error = e2_clear_inode_bit(fs, inode & 0x7FFFFFFF, (inode & 0x80000000) != 0);
    }
    return error;
}

static int
flush(struct ext2 *fs, uint8_t first, uint8_t last)
{
    for (uint8_t order = first; order <= last; order++)
        if (cache_flush(fs->cache, order))
            return EXT2_EIO;
    return EXT2_OK;
}

static int
write_in_order(struct ext2 *fs)
{
    int error = flush(fs, ORDER_NEW_DIRECTORY, ORDER_INODES);
    if (!error)
        error = flush(fs, ORDER_DIRECTORY, ORDER_DIRECTORY);
    if (!error)
        error = write_born(fs);
    if (!error)
        error = write_moved(fs);
    if (!error)
        error = apply_freed(fs);
    if (!error)
        error = flush(fs, ORDER_BITMAP, ORDER_GROUPS);
    return error;
}

/* After an error: memory shows again what was changed; another sync will try again. */
static void
restore(struct ext2 *fs)
{
    uint32_t first = 0, count = 1;
    while (first < fs->born_count && count && !show_block_of_born(fs, first, &count))
        first += count;
    if (first < fs->born_count || set_moved(fs, 0)) {
        fs->read_only = 1;
        fs->why = "the disk failed in the middle of a sync; run e2fsck";
    }
}

int
ext2_sync(struct ext2 *fs)
{
    if (fs->read_only)
        return fs->changed ? EXT2_EREADONLY : EXT2_OK;
    int error = flush(fs, ORDER_DATA, ORDER_DATA);
    if (error || !fs->changed)
        return error;
    if (!fs->marked_dirty) {
        error = e2_write_super(fs, 0);
        fs->marked_dirty = !error;
    }
    if (!error)
        error = each_born(fs, 0);
    if (error)
        return error;
    error = each_born(fs, 1);
    if (!error)
        error = set_moved(fs, 1);
    if (!error)
        error = write_in_order(fs);
    if (error) {
        restore(fs);
        return error;
    }
    error = e2_write_super(fs, fs->orphans == 0);
    if (error)
        return error;
    fs->marked_dirty = fs->orphans != 0;
    fs->changed = 0;
    fs->deaths = 0;
    return EXT2_OK;
}
