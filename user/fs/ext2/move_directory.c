/*
 * A directory moves to another one. Three blocks would have to change at once: both directories and
 * its own "..", and e2fsck asks a human being about each state in between. So a new directory is
 * made, the files move into it one by one, the directories below in the same way, and what
 * is empty is removed. At any moment each file is in the old place or in the new one.
 */
#include "internal.h"

#include <string.h>

/* The first directory in `dir` behind the entry that names `after` (0: of all). EXT2_END: none. */
static int
next_child(struct ext2 *fs, uint32_t dir, uint32_t after, uint32_t *child)
{
    struct ext2_entry entry;
    uint32_t position = 0;
    int error;
    while (!(error = ext2_readdir(fs, dir, &position, &entry))) {
        struct ext2_stat stat;
        struct name name = {entry.name, (uint32_t)strlen(entry.name)};
        if (e2_is_dots(name))
            continue;
        if (after) {
            if (entry.inode == after)
                after = 0;
            continue;
        }
        error = ext2_stat(fs, entry.inode, &stat);
        if (error)
            break;
        *child = entry.inode;
        if (stat.type == EXT2_DIRECTORY)
            return EXT2_OK;
    }
    return error;
}

/* The next directory of the tree below `top`, a parent before its children. EXT2_END after the
 * last. */
static int
next_directory(struct ext2 *fs, uint32_t top, uint32_t *dir)
{
    uint32_t after = 0, at = *dir;
    for (;;) {
        int error = next_child(fs, at, after, dir);
        if (error != EXT2_END)
            return error;
        if (at == top)
            return EXT2_END;
        after = at;
        error = e2_parent(fs, at, &at);
        if (error)
            return error;
    }
}

int
e2_check_move(struct ext2 *fs, uint32_t top)
{
    uint32_t dir = top, inodes = 0, blocks = 4; /* by which the new parent may grow */
    int error = ext2_sync(fs);
    while (!error) {
        struct ext2_stat stat;
        error = ext2_stat(fs, dir, &stat);
        if (!error && ++inodes > fs->inodes)
            error = e2_damaged(fs);
        if (!error && e2_is_open(fs, dir))
            error = EXT2_EBUSY;
        blocks += stat.blocks + 1;
        if (!error)
            error = next_directory(fs, top, &dir);
    }
    if (error != EXT2_END)
        return error;
    if (fs->free_blocks < blocks)
        return EXT2_ENOSPC;
    return fs->free_inodes < inodes ? EXT2_ENOINODES : EXT2_OK;
}

/* Owner and permissions as the original's. */
static int
copy_owner(struct ext2 *fs, uint32_t from, uint32_t to)
{
    struct inode *source, *target;
    struct page *page, *other;
    int error = e2_inode(fs, from, &source, &page);
    if (error)
        return error;
    error = e2_inode(fs, to, &target, &other);
    if (!error) {
        target->mode = source->mode;
        target->uid = source->uid;
        target->gid = source->gid;
        e2_inode_dirty(fs, other);
        cache_put(other);
    }
    cache_put(page);
    return error;
}

/* An empty directory that has room for all that is in `from`. */
static int
make_twin(struct ext2 *fs, uint32_t from, uint32_t parent, struct name name, uint32_t *twin)
{
    uint32_t wanted, blocks = 1;
    int error = e2_directory_size(fs, from, &wanted);
    if (!error)
        error = e2_make_directory(fs, parent, name, 0, twin);
    for (; !error && blocks < wanted; blocks++) {
        struct slot slot;
        error = e2_begin(fs, 4, 0);
        if (!error)
            error = e2_end(fs, e2_grow_directory(fs, *twin, &slot));
    }
    if (!error)
        error = e2_begin(fs, 0, 0);
    return error ? error : e2_end(fs, copy_owner(fs, from, *twin));
}

/* A walk through the tree: `from` is being emptied into `to`. */
struct move {
    uint32_t from, to;
};

/* What has the entry in `slot` goes over; if it is a directory the walk goes on in it. */
static int
move_entry(struct ext2 *fs, struct move *move, const struct slot *slot)
{
    char text[EXT2_NAME_MAX + 1];
    struct name name = {text, 0};
    struct ext2_stat stat;
    struct page *page;
    int error = ext2_stat(fs, slot->inode, &stat);
    if (!error)
        error = e2_get(fs, slot->block, &page);
    if (error)
        return error;
    const struct entry *entry = e2_entry_at(fs, page, slot->offset);
    if (entry) {
        name.length = entry->name_length;
        memcpy(text, entry->name, name.length);
    }
    cache_put(page);
    if (!entry)
        return EXT2_EDAMAGED;
    if (stat.type != EXT2_DIRECTORY)
        return e2_move_file(fs, move->from, slot, move->to, name);
    uint32_t twin;
    error = make_twin(fs, slot->inode, move->to, name, &twin);
    if (!error)
        *move = (struct move){slot->inode, twin};
    return error;
}

static int
remove_empty(struct ext2 *fs, uint32_t parent, uint32_t dir)
{
    struct slot slot;
    int error = e2_find_inode(fs, parent, dir, &slot);
    return error ? error : e2_remove_directory(fs, parent, &slot);
}

/* `from` is empty: back to its parent, and to the twin's. */
static int
go_up(struct ext2 *fs, struct move *move)
{
    uint32_t done = move->from;
    int error = e2_parent(fs, done, &move->from);
    if (!error)
        error = e2_parent(fs, move->to, &move->to);
    return error ? error : remove_empty(fs, move->from, done);
}

int
e2_move_directory(struct ext2 *fs, uint32_t old_dir, uint32_t top, uint32_t new_dir,
                  struct name name)
{
    struct move move = {top, 0};
    int error = make_twin(fs, top, new_dir, name, &move.to);
    while (!error) {
        struct slot slot;
        error = e2_find_inode(fs, move.from, 0, &slot);
        if (!error)
            error = move_entry(fs, &move, &slot);
        else if (error == EXT2_ENOENT && move.from != top)
            error = go_up(fs, &move);
        else if (error == EXT2_ENOENT)
            return remove_empty(fs, old_dir, top);
    }
    return error;
}
