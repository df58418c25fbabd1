/*
 * Directories, changed. An entry that is taken away leaves its room with inode 0; the room of an
 * entry that moved can be used after the next sync, for until then the disk is to see it.
 */
#include "internal.h"

#include <stddef.h>
#include <string.h>

uint32_t
e2_name_hash(struct name name)
{
    uint32_t hash = 2166136261u; /* Fowler, Noll, Vo: FNV-1a */
    for (uint32_t i = 0; i < name.length; i++)
        hash = (hash ^ (uint8_t)name.text[i]) * 16777619u;
    return hash;
}

static int
is_moved(const struct ext2 *fs, uint32_t block, uint32_t offset)
{
    for (uint32_t i = 0; i < fs->moved_count; i++)
        if (fs->moved[i].block == block && fs->moved[i].offset == offset)
            return 1;
    return 0;
}

int
e2_settle_name(struct ext2 *fs, uint32_t dir, struct name name)
{
    uint32_t hash = e2_name_hash(name);
    for (uint32_t i = 0; i < fs->moved_count; i++)
        if (fs->moved[i].directory == dir && fs->moved[i].hash == hash)
            return ext2_sync(fs);
    return EXT2_OK;
}

/* Room for `size` bytes in a block: behind the name of an entry, or free entries side by side. */
static int
find_room(struct ext2 *fs, struct page *page, uint32_t size, struct slot *slot)
{
    const struct entry *entry;
    uint32_t run = 0; /* bytes of free entries just before `offset` */
    for (uint32_t offset = 0; offset < BLOCK; offset += entry->length) {
        entry = e2_entry_at(fs, page, offset);
        if (!entry)
            return EXT2_EDAMAGED;
        *slot = (struct slot){page->block, offset - run, 0, 0};
        if (is_moved(fs, page->block, offset)) {
            run = 0;
        } else if (entry->inode) {
            slot->offset = offset;
            run = 0;
            if (entry->length - ENTRY_SIZE(entry->name_length) >= size)
                return EXT2_OK;
        } else {
            run += entry->length;
            if (run >= size)
                return EXT2_OK;
        }
    }
    return EXT2_ENOSPC;
}

int
e2_room_in_block(struct ext2 *fs, uint32_t block, struct name name, struct slot *slot)
{
    struct page *page;
    int error = e2_get(fs, block, &page);
    if (!error)
        error = find_room(fs, page, ENTRY_SIZE(name.length), slot);
    cache_put(page);
    return error;
}

/* How many blocks it takes to make the directory longer by one. */
static int
growth(struct ext2 *fs, uint32_t dir, uint32_t length, uint32_t *blocks)
{
    struct inode *inode;
    struct page *page;
    struct way way;
    int error = e2_inode(fs, dir, &inode, &page);
    if (error)
        return error;
    error = e2_way(fs, inode, length, &way);
    *blocks = way.missing;
    cache_put(page);
    return error;
}

int
e2_prepare_add(struct ext2 *fs, uint32_t dir, struct name name, struct slot *slot, uint32_t *blocks)
{
    uint32_t length;
    int error = e2_settle_name(fs, dir, name);
    if (!error)
        error = e2_directory_size(fs, dir, &length);
    if (error)
        return error;
    error = EXT2_ENOSPC;
    *blocks = 0;
    for (uint32_t i = 0; i < length && error == EXT2_ENOSPC; i++) {
        struct page *page;
        error = e2_directory_block(fs, dir, i, &page);
        if (!error)
            error = find_room(fs, page, ENTRY_SIZE(name.length), slot);
        cache_put(page);
    }
    if (error != EXT2_ENOSPC)
        return error;
    slot->block = 0;
    return growth(fs, dir, length, blocks);
}

int
e2_grow_directory(struct ext2 *fs, uint32_t dir, struct slot *slot)
{
    struct inode *inode;
    struct page *home, *page;
    int error = e2_inode(fs, dir, &inode, &home);
    if (error)
        return error;
    error = e2_map(fs, dir, inode->size / BLOCK, &slot->block);
    if (!error)
        error = e2_new(fs, slot->block, &page);
    if (!error) {
        slot->offset = 0;
        ((struct entry *)page->data)->length = BLOCK;
        cache_dirty(fs->cache, page, ORDER_NEW_DIRECTORY);
        cache_put(page);
        inode->size += BLOCK;
        e2_inode_dirty(fs, home);
    }
    cache_put(home);
    return error;
}

/* The entry of at least `size` bytes in the room that find_room() found. */
static struct entry *
take_room(struct ext2 *fs, struct page *page, uint32_t offset, uint32_t size)
{
    struct entry *entry = e2_entry_at(fs, page, offset);
    if (entry && entry->inode) {
        uint32_t used = ENTRY_SIZE(entry->name_length);
        struct entry *behind = (struct entry *)((char *)entry + used);
        behind->length = (uint16_t)(entry->length - used);
        entry->length = (uint16_t)used;
        return behind;
    }
    while (entry && entry->length < size) {
        const struct entry *next = e2_entry_at(fs, page, offset + entry->length);
        if (!next)
            return NULL;
        entry->length = (uint16_t)(entry->length + next->length);
    }
    return entry;
}

int
e2_add(struct ext2 *fs, uint32_t dir, struct name name, struct slot *slot, uint32_t inode, int type)
{
    struct page *page;
    int error = slot->block ? EXT2_OK : e2_grow_directory(fs, dir, slot);
    if (!error)
        error = e2_get(fs, slot->block, &page);
    if (error)
        return error;
    struct entry *entry = take_room(fs, page, slot->offset, ENTRY_SIZE(name.length));
    if (entry) {
        entry->inode = inode;
        entry->name_length = (uint8_t)name.length;
        entry->type = fs->has_types ? (uint8_t)type : 0;
        memcpy(entry->name, name.text, name.length);
        cache_dirty(fs->cache, page, ORDER_DIRECTORY);
    } else {
        error = EXT2_EDAMAGED;
    }
    cache_put(page);
    return error ? error : e2_touch(fs, dir, 0);
}

int
e2_set_entry(struct ext2 *fs, uint32_t dir, const struct slot *slot, uint32_t inode, int type)
{
    struct page *page;
    int error = e2_get(fs, slot->block, &page);
    if (error)
        return error;
    struct entry *entry = e2_entry_at(fs, page, slot->offset);
    if (entry) {
        entry->inode = inode;
        if (fs->has_types)
            entry->type = (uint8_t)type;
        cache_dirty(fs->cache, page, ORDER_DIRECTORY);
    }
    cache_put(page);
    return entry ? e2_touch(fs, dir, 0) : EXT2_EDAMAGED;
}

int
e2_remove(struct ext2 *fs, uint32_t dir, const struct slot *slot)
{
    return e2_set_entry(fs, dir, slot, 0, slot->type);
}

int
e2_remove_later(struct ext2 *fs, uint32_t dir, const struct slot *slot)
{
    struct page *page;
    int error = e2_get(fs, slot->block, &page);
    if (error)
        return error;
    const struct entry *entry = e2_entry_at(fs, page, slot->offset);
    if (entry) {
        struct name name = {entry->name, entry->name_length};
        fs->moved[fs->moved_count++] = (struct ext2_moved){slot->block, (uint16_t)slot->offset,
                                                           slot->inode, dir, e2_name_hash(name)};
    }
    cache_put(page);
    return entry ? e2_remove(fs, dir, slot) : EXT2_EDAMAGED;
}

int
e2_touch(struct ext2 *fs, uint32_t dir, int links)
{
    struct inode *inode;
    struct page *page;
    int error = e2_inode(fs, dir, &inode, &page);
    if (error)
        return error;
    inode->mtime = inode->ctime = e2_now(fs);
    inode->links = (uint16_t)(inode->links + links);
    inode->flags &= ~(uint32_t)FLAG_INDEX;
    e2_inode_dirty(fs, page);
    cache_put(page);
    return EXT2_OK;
}
