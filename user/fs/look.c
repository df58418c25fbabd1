/*
 * A look at the whole file system: which entries name which inode, and who has which block. Enter
 * by look_at_all().
 *
 * From the root on, directory by directory; then the blocks of each inode that was named.
 */
#include "look.h"

#include <string.h>

static int
give_up(struct look *look, const char *why)
{
    look->why = why;
    return EXT2_EDAMAGED;
}

int
look_take(struct look *look, uint32_t block)
{
    if (look_is_used(look, block))
        return give_up(look, "two files have the same block; run e2fsck");
    look->used[block / 8] |= (uint8_t)(1u << block % 8);
    return 0;
}

static int
is_dots(const struct entry *e)
{
    return e2_is_dots((struct name){e->name, e->name_length});
}

/* An entry of directory `dir`. An inode without links is not there: the sync that would have given
 * it some did not come so far, or the one that took its name away. */
static int
see_entry(struct ext2 *fs, struct look *look, struct entry *e, struct page *page)
{
    struct inode *inode;
    struct page *home;
    uint32_t number = e->inode;
    if (number != EXT2_ROOT && number < fs->first_inode)
        return give_up(look, "an entry names an inode that no file may have; run e2fsck");
    int error = e2_any_inode(fs, number, &inode, &home);
    if (error)
        return error;
    int links = inode->links, directory = e2_is_type(inode, MODE_DIR);
    cache_put(home);
    if (!links) {
        e->inode = 0;
        cache_dirty(fs->cache, page, ORDER_DIRECTORY);
        return 0;
    }
    if (++look->named[number] > LINKS_MAX)
        return give_up(look, "a file has too many names; run e2fsck");
    if (!directory || is_dots(e))
        return 0;
    if (look->flags[number] & LOOK_DIRECTORY)
        return give_up(look, "a directory is in two places; run e2fsck");
    look->flags[number] |= LOOK_DIRECTORY;
    return 0;
}

static int
scan_block(struct ext2 *fs, struct look *look, struct page *page)
{
    int error = 0;
    struct entry *e;
    for (uint32_t offset = 0; !error && offset < BLOCK; offset += e->length) {
        e = e2_entry_at(fs, page, offset);
        if (!e)
            return give_up(look, "a directory is damaged; run e2fsck");
        if (e->inode)
            error = see_entry(fs, look, e, page);
    }
    return error;
}

static int
scan_directory(struct ext2 *fs, struct look *look, uint32_t dir)
{
    uint32_t blocks;
    int error = e2_directory_size(fs, dir, &blocks);
    for (uint32_t i = 0; !error && i < blocks; i++) {
        struct page *page;
        error = e2_directory_block(fs, dir, i, &page);
        if (!error)
            error = scan_block(fs, look, page);
        cache_put(page);
    }
    return error;
}

/* Every directory that was named and not scanned yet, until there is none. */
static int
scan_directories(struct ext2 *fs, struct look *look)
{
    int error = 0, found = 1;
    look->flags[EXT2_ROOT] = LOOK_DIRECTORY;
    while (!error && found) {
        found = 0;
        for (uint32_t i = EXT2_ROOT; !error && i <= fs->inodes; i++) {
            if (look->flags[i] != LOOK_DIRECTORY)
                continue;
            look->flags[i] |= LOOK_SCANNED;
            found = 1;
            error = scan_directory(fs, look, i);
        }
    }
    return error;
}

/* What is seen of one file. */
struct walk {
    uint32_t count; /* of its blocks, with the indirect ones */
    uint32_t last;  /* where in the file the last one is */
};

/* A block, which is the file's block `index` (depth 0), or a block of numbers of the blocks from
 * there on. */
static int
take_tree(struct ext2 *fs, struct look *look, uint32_t block, uint32_t depth, uint32_t index,
          struct walk *walk)
{
    struct page *page;
    uint32_t span = 1;
    if (!block)
        return 0;
    int error = e2_check_block(fs, block);
    if (error)
        return give_up(look, "a file has a block that is none; run e2fsck");
    error = look_take(look, block);
    walk->count++;
    if (!depth)
        walk->last = index;
    if (error || !depth)
        return error;
    for (uint32_t i = 1; i < depth; i++)
        span *= FAN_OUT;
    error = e2_get(fs, block, &page);
    for (uint32_t i = 0; !error && i < FAN_OUT; i++)
        error = take_tree(fs, look, ((const uint32_t *)page->data)[i], depth - 1, index + i * span,
                          walk);
    cache_put(page);
    return error;
}

static int
take_all(struct ext2 *fs, struct look *look, const struct inode *inode, struct walk *walk)
{
    static const uint32_t first[] = {DIRECT, DIRECT + FAN_OUT,
                                     DIRECT + FAN_OUT + FAN_OUT * FAN_OUT};
    int error = 0;
    for (uint32_t i = 0; !error && i < DIRECT; i++)
        error = take_tree(fs, look, inode->block[i], 0, i, walk);
    for (uint32_t i = 0; !error && i < 3; i++)
        error = take_tree(fs, look, inode->block[DIRECT + i], i + 1, first[i], walk);
    return error;
}

/* Files, directories, and symbolic links that are too long for the inode have blocks. */
static int
has_blocks(const struct inode *inode)
{
    return e2_is_type(inode, MODE_FILE) || e2_is_type(inode, MODE_DIR) ||
           (e2_is_type(inode, MODE_LINK) && inode->sectors);
}

/* Indirect blocks are written before the inode: it may not know yet how many blocks it has, nor
 * that it ends with a later one. */
static int
take_blocks(struct ext2 *fs, struct look *look, struct inode *inode, struct page *home)
{
    struct walk walk = {0, 0};
    if (!has_blocks(inode))
        return 0;
    int error = take_all(fs, look, inode, &walk);
    if (error)
        return error;
    if (inode->sectors != walk.count * SECTORS_PER_BLOCK) {
        inode->sectors = walk.count * SECTORS_PER_BLOCK;
        e2_inode_dirty(fs, home);
    }
    if (inode->size / BLOCK + (inode->size % BLOCK != 0) <= walk.last && walk.last) {
        if (!e2_is_type(inode, MODE_FILE) || walk.last >= EXT2_SIZE_MAX / BLOCK)
            return give_up(look, "a file has blocks behind its end; run e2fsck");
        inode->size = (walk.last + 1) * BLOCK;
        e2_inode_dirty(fs, home);
    }
    return 0;
}

static int
see_inode(struct ext2 *fs, struct look *look, uint32_t number)
{
    struct inode *inode;
    struct page *home;
    int error = e2_any_inode(fs, number, &inode, &home);
    if (error)
        return error;
    if (look->named[number])
        error = take_blocks(fs, look, inode, home);
    else if (inode->links)
        error = give_up(look, "a file has no name; run e2fsck");
    cache_put(home);
    return error;
}

int
look_at_all(struct ext2 *fs, struct look *look)
{
    memset(look, 0, sizeof *look);
    if (fs->blocks > LOOK_BLOCKS || fs->inodes > LOOK_INODES)
        return give_up(look, "it is too large to be looked through here; run e2fsck -p");
    int error = scan_directories(fs, look);
    if (!error)
        error = see_inode(fs, look, EXT2_ROOT);
    for (uint32_t i = fs->first_inode; !error && i <= fs->inodes; i++)
        error = see_inode(fs, look, i);
    return error;
}
