/*
 * Names come and go: create, mkdir, unlink, rmdir.
 */
#include "internal.h"

#include <stddef.h>

/* The directory and the name that a new entry is to have; EXT2_EEXIST if it is there. */
static int
new_name(struct ext2 *fs, uint32_t dir, const char *path, uint32_t *parent, struct name *name)
{
    struct slot slot;
    int error = e2_walk(fs, dir, path, parent, name);
    if (error)
        return error;
    if (fs->read_only)
        return EXT2_EREADONLY;
    if (!name->length)
        return EXT2_EEXIST;
    error = e2_find(fs, *parent, *name, &slot);
    if (error)
        return error == EXT2_ENOENT ? e2_check_name(*name) : error;
    return EXT2_EEXIST;
}

int
ext2_create(struct ext2 *fs, uint32_t dir, const char *path, uint16_t permissions, uint32_t *inode)
{
    uint32_t parent, number = 0, blocks;
    struct name name;
    struct slot slot;
    int error = new_name(fs, dir, path, &parent, &name);
    if (!error)
        error = e2_prepare_add(fs, parent, name, &slot, &blocks);
    if (!error)
        error = e2_begin(fs, blocks, 1);
    if (error)
        return error;
    error = e2_new_inode(fs, parent, (uint16_t)(MODE_FILE | (permissions & 0777)), &number);
    if (!error)
        error = e2_add(fs, parent, name, &slot, number, ENTRY_FILE);
    if (inode)
        *inode = number;
    return e2_end(fs, error);
}

/* In a step: the first block of a directory, with "." and "..". */
static int
first_block(struct ext2 *fs, uint32_t dir, uint32_t parent)
{
    struct slot slot;
    struct name self = {".", 1}, up = {"..", 2};
    int error = e2_grow_directory(fs, dir, &slot);
    if (!error)
        error = e2_add(fs, dir, self, &slot, dir, ENTRY_DIR);
    slot.offset = 0; /* behind "." */
    return error ? error : e2_add(fs, dir, up, &slot, parent, ENTRY_DIR);
}

int
e2_make_directory(struct ext2 *fs, uint32_t dir, struct name name, uint16_t mode, uint32_t *inode)
{
    uint32_t number = 0, blocks;
    struct slot slot;
    struct ext2_stat stat;
    int error = ext2_stat(fs, dir, &stat);
    if (!error && stat.links >= LINKS_MAX)
        error = EXT2_ERANGE;
    if (!error)
        error = e2_prepare_add(fs, dir, name, &slot, &blocks);
    if (!error)
        error = e2_begin(fs, blocks + 1, 1);
    if (error)
        return error;
    error = e2_new_inode(fs, dir, (uint16_t)(MODE_DIR | (mode & 07777)), &number);
    if (!error)
        error = first_block(fs, number, dir);
    if (!error)
        error = e2_touch(fs, number, 1); /* its own "." */
    if (!error)
        error = e2_add(fs, dir, name, &slot, number, ENTRY_DIR);
    if (!error)
        error = e2_touch(fs, dir, 1); /* its ".." */
    if (inode)
        *inode = number;
    return e2_end(fs, error);
}

int
ext2_mkdir(struct ext2 *fs, uint32_t dir, const char *path, uint16_t permissions, uint32_t *inode)
{
    uint32_t parent;
    struct name name;
    int error = new_name(fs, dir, path, &parent, &name);
    return error ? error : e2_make_directory(fs, parent, name, permissions & 0777, inode);
}

/* The entry that is to go. */
static int
old_name(struct ext2 *fs, uint32_t dir, const char *path, uint32_t *parent, struct slot *slot,
         struct ext2_stat *stat)
{
    struct name name;
    int error = e2_walk(fs, dir, path, parent, &name);
    if (!error)
        error = name.length ? e2_find(fs, *parent, name, slot) : EXT2_EBUSY;
    if (!error && e2_is_dots(name))
        error = EXT2_ENAME;
    if (!error)
        error = ext2_stat(fs, slot->inode, stat);
    return !error && fs->read_only ? EXT2_EREADONLY : error;
}

int
ext2_unlink(struct ext2 *fs, uint32_t dir, const char *path)
{
    uint32_t parent;
    struct slot slot;
    struct ext2_stat stat;
    int error = old_name(fs, dir, path, &parent, &slot, &stat);
    if (!error && stat.type == EXT2_DIRECTORY)
        error = EXT2_EISDIR;
    if (!error)
        error = e2_begin(fs, 0, 0);
    if (error)
        return error;
    /* With other names left, this one must not be seen twice if it comes back before the sync. */
    error = stat.links > 1 ? e2_remove_later(fs, parent, &slot) : e2_remove(fs, parent, &slot);
    if (!error)
        error = e2_drop_link(fs, slot.inode, 1);
    error = e2_end(fs, error);
    return error ? error : e2_release(fs, slot.inode);
}

int
e2_remove_directory(struct ext2 *fs, uint32_t dir, const struct slot *slot)
{
    int error = slot->inode == EXT2_ROOT || e2_is_open(fs, slot->inode) ? EXT2_EBUSY : EXT2_OK;
    if (!error)
        error = e2_is_empty(fs, slot->inode);
    /* On the disk, too, it must be empty before it goes. */
    if (!error && (fs->deaths || fs->moved_count))
        error = ext2_sync(fs);
    if (!error)
        error = e2_begin(fs, 0, 0);
    if (error)
        return error;
    error = e2_remove(fs, dir, slot);
    if (!error)
        error = e2_drop_link(fs, slot->inode, 2);
    if (!error)
        error = e2_touch(fs, dir, -1);
    error = e2_end(fs, error);
    return error ? error : e2_release(fs, slot->inode);
}

int
ext2_rmdir(struct ext2 *fs, uint32_t dir, const char *path)
{
    uint32_t parent;
    struct slot slot;
    struct ext2_stat stat;
    int error = old_name(fs, dir, path, &parent, &slot, &stat);
    if (!error && stat.type != EXT2_DIRECTORY)
        error = EXT2_ENOTDIR;
    return error ? error : e2_remove_directory(fs, parent, &slot);
}
