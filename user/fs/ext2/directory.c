/*
 * Directories, read: finding entries and telling them. A directory is a file whose blocks are full
 * of entries, none of which crosses the border of a block.
 */
#include "internal.h"

#include <stddef.h>
#include <string.h>

int
e2_directory_size(struct ext2 *fs, uint32_t dir, uint32_t *blocks)
{
    struct inode *inode;
    struct page *page;
    if (!dir || dir > fs->inodes)
        return EXT2_ENOENT;
    int error = e2_inode(fs, dir, &inode, &page);
    if (error)
        return error;
    *blocks = inode->size / BLOCK;
    if (!e2_is_type(inode, MODE_DIR))
        error = EXT2_ENOTDIR;
    else if (inode->size % BLOCK || !inode->size)
        error = e2_damaged(fs);
    cache_put(page);
    return error;
}

int
e2_directory_block(struct ext2 *fs, uint32_t dir, uint32_t index, struct page **page)
{
    uint32_t block;
    *page = NULL;
    int error = e2_block_of(fs, dir, index, &block);
    if (!error && !block)
        error = e2_damaged(fs); /* a directory has no holes */
    return error ? error : e2_get(fs, block, page);
}

struct entry *
e2_entry_at(struct ext2 *fs, struct page *page, uint32_t offset)
{
    struct entry *entry = (struct entry *)((char *)page->data + offset);
    if (offset <= BLOCK - ENTRY_HEAD && entry->length >= ENTRY_HEAD && entry->length % 4 == 0 &&
        entry->length <= BLOCK - offset && entry->inode <= fs->inodes &&
        (!entry->inode || ENTRY_SIZE(entry->name_length) <= entry->length))
        return entry;
    e2_damaged(fs);
    return NULL;
}

int
e2_name_matches(const struct entry *entry, struct name name)
{
    return entry->name_length == name.length && !memcmp(entry->name, name.text, name.length);
}

/* What a search looks for: a name, or an inode, or anything but "." and ".." */
struct wish {
    struct name name;
    uint32_t inode;
};

static int
is_wish(const struct entry *entry, const struct wish *wish)
{
    if (!entry->inode)
        return 0;
    if (wish->name.text)
        return e2_name_matches(entry, wish->name);
    struct name own = {entry->name, entry->name_length};
    return !e2_is_dots(own) && (!wish->inode || entry->inode == wish->inode);
}

static int
search_block(struct ext2 *fs, struct page *page, const struct wish *wish, struct slot *slot)
{
    const struct entry *entry;
    for (uint32_t offset = 0; offset < BLOCK; offset += entry->length) {
        entry = e2_entry_at(fs, page, offset);
        if (!entry)
            return EXT2_EDAMAGED;
        if (!is_wish(entry, wish))
            continue;
        *slot = (struct slot){page->block, offset, entry->inode, entry->type};
        return EXT2_OK;
    }
    return EXT2_ENOENT;
}

static int
search(struct ext2 *fs, uint32_t dir, const struct wish *wish, struct slot *slot)
{
    uint32_t blocks;
    int error = e2_directory_size(fs, dir, &blocks);
    if (error)
        return error;
    error = EXT2_ENOENT;
    for (uint32_t i = 0; i < blocks && error == EXT2_ENOENT; i++) {
        struct page *page;
        error = e2_directory_block(fs, dir, i, &page);
        if (!error)
            error = search_block(fs, page, wish, slot);
        cache_put(page);
    }
    return error;
}

int
e2_find(struct ext2 *fs, uint32_t dir, struct name name, struct slot *slot)
{
    struct wish wish = {name, 0};
    return search(fs, dir, &wish, slot);
}

int
e2_find_inode(struct ext2 *fs, uint32_t dir, uint32_t inode, struct slot *slot)
{
    struct wish wish = {{NULL, 0}, inode};
    return search(fs, dir, &wish, slot);
}

int
e2_is_empty(struct ext2 *fs, uint32_t dir)
{
    struct slot slot;
    int error = e2_find_inode(fs, dir, 0, &slot);
    return error == EXT2_ENOENT ? EXT2_OK : error ? error : EXT2_ENOTEMPTY;
}

int
e2_parent(struct ext2 *fs, uint32_t dir, uint32_t *parent)
{
    struct slot slot;
    int error = e2_find(fs, dir, (struct name){"..", 2}, &slot);
    *parent = slot.inode;
    return error == EXT2_ENOENT ? e2_damaged(fs) : error;
}

static void
tell(const struct ext2 *fs, const struct entry *from, struct ext2_entry *to)
{
    to->inode = from->inode;
    to->type = EXT2_OTHER;
    if (fs->has_types &&
        (from->type == EXT2_FILE || from->type == EXT2_DIRECTORY || from->type == EXT2_LINK))
        to->type = (enum ext2_type)from->type;
    memcpy(to->name, from->name, from->name_length);
    to->name[from->name_length] = 0;
}

/* Entries are counted from the block's first one on, for where one began there may be a part of
 * another now. */
static int
next_in_block(struct ext2 *fs, struct page *page, uint32_t *position, struct ext2_entry *entry)
{
    uint32_t start = *position - *position % BLOCK;
    const struct entry *at;
    for (uint32_t offset = 0; offset < BLOCK; offset += at->length) {
        at = e2_entry_at(fs, page, offset);
        if (!at)
            return EXT2_EDAMAGED;
        if (!at->inode || start + offset < *position)
            continue;
        tell(fs, at, entry);
        *position = start + offset + at->length;
        return EXT2_OK;
    }
    *position = start + BLOCK;
    return EXT2_END;
}

int
ext2_readdir(struct ext2 *fs, uint32_t dir, uint32_t *position, struct ext2_entry *entry)
{
    uint32_t blocks;
    int error = e2_directory_size(fs, dir, &blocks);
    if (error)
        return error;
    error = EXT2_END;
    while (error == EXT2_END && *position / BLOCK < blocks) {
        struct page *page;
        error = e2_directory_block(fs, dir, *position / BLOCK, &page);
        if (!error)
            error = next_in_block(fs, page, position, entry);
        cache_put(page);
    }
    return error;
}
