/*
 * Rename. A file gets its new name first and loses the old one later: the disk may show both, never
 * none. A directory must not be seen under two names, so it is renamed by a change of one block,
 * or moves as move_directory.c does it.
 */
#include "internal.h"

/* In a step: the entry goes; at once if the new one is in the same block, for both are written
 * together then. */
static int
remove_old(struct ext2 *fs, uint32_t dir, const struct slot *from, const struct slot *to)
{
    return from->block == to->block ? e2_remove(fs, dir, from) : e2_remove_later(fs, dir, from);
}

static int
replace_file(struct ext2 *fs, uint32_t old_dir, const struct slot *from, uint32_t new_dir,
             const struct slot *to)
{
    int error = e2_begin(fs, 0, 0);
    if (error)
        return error;
    error = e2_set_entry(fs, new_dir, to, from->inode, from->type);
    if (!error)
        error = remove_old(fs, old_dir, from, to);
    if (!error)
        error = e2_drop_link(fs, to->inode, 1);
    error = e2_end(fs, error);
    return error ? error : e2_release(fs, to->inode);
}

int
e2_move_file(struct ext2 *fs, uint32_t old_dir, const struct slot *from, uint32_t new_dir,
             struct name name)
{
    struct slot to;
    uint32_t blocks;
    int error = e2_find(fs, new_dir, name, &to);
    if (!error)
        return replace_file(fs, old_dir, from, new_dir, &to);
    if (error == EXT2_ENOENT)
        error = e2_prepare_add(fs, new_dir, name, &to, &blocks);
    if (!error)
        error = e2_begin(fs, blocks, 0);
    if (error)
        return error;
    error = e2_add(fs, new_dir, name, &to, from->inode, from->type);
    if (!error)
        error = remove_old(fs, old_dir, from, &to);
    return e2_end(fs, error);
}

/* Is `dir` the directory `top`, or below it? */
static int
check_cycle(struct ext2 *fs, uint32_t top, uint32_t dir)
{
    int error = EXT2_OK;
    for (uint32_t i = 0; !error && dir != top && dir != EXT2_ROOT; i++)
        error = i < fs->inodes ? e2_parent(fs, dir, &dir) : e2_damaged(fs);
    return !error && dir == top ? EXT2_ECYCLE : error;
}

/* A directory gets another name in the same block of the same directory. EXT2_ENOSPC: there is no
 * room for it there. */
static int
rename_in_block(struct ext2 *fs, uint32_t dir, const struct slot *from, struct name name)
{
    struct slot to;
    int error = e2_settle_name(fs, dir, name);
    if (!error)
        error = e2_room_in_block(fs, from->block, name, &to);
    if (!error)
        error = e2_begin(fs, 0, 0);
    if (error)
        return error;
    error = e2_add(fs, dir, name, &to, from->inode, from->type);
    if (!error)
        error = e2_remove(fs, dir, from);
    return e2_end(fs, error);
}

static int
rename_directory(struct ext2 *fs, uint32_t old_dir, const struct slot *from, uint32_t new_dir,
                 struct name name)
{
    struct slot to;
    int error = check_cycle(fs, from->inode, new_dir);
    if (error)
        return error;
    int there = e2_find(fs, new_dir, name, &to);
    if (there != EXT2_ENOENT && there != EXT2_OK)
        return there;
    int in_block = old_dir == new_dir && e2_room_in_block(fs, from->block, name, &to) == EXT2_OK;
    if (!in_block)
        error = e2_check_move(fs, from->inode);
    if (!error && !there)
        error = e2_find(fs, new_dir, name, &to);
    if (!error && !there)
        error = e2_remove_directory(fs, new_dir, &to);
    if (error)
        return error;
    return in_block ? rename_in_block(fs, old_dir, from, name)
                    : e2_move_directory(fs, old_dir, from->inode, new_dir, name);
}

/* May what has type `type` take the place of what has the new name? */
static int
check_target(struct ext2 *fs, uint32_t dir, struct name name, const struct ext2_stat *old)
{
    struct slot to;
    struct ext2_stat stat;
    int error = e2_find(fs, dir, name, &to);
    if (error)
        return error == EXT2_ENOENT ? EXT2_OK : error;
    error = ext2_stat(fs, to.inode, &stat);
    if (error || to.inode == old->inode)
        return error;
    if (old->type != EXT2_DIRECTORY)
        return stat.type == EXT2_DIRECTORY ? EXT2_EISDIR : EXT2_OK;
    if (stat.type != EXT2_DIRECTORY)
        return EXT2_ENOTDIR;
    return to.inode == EXT2_ROOT || e2_is_open(fs, to.inode) ? EXT2_EBUSY
                                                             : e2_is_empty(fs, to.inode);
}

int
ext2_rename(struct ext2 *fs, uint32_t old_dir, const char *old_path, uint32_t new_dir,
            const char *new_path)
{
    struct name old_name, new_name;
    struct slot from, to;
    struct ext2_stat stat;
    int error = e2_walk(fs, old_dir, old_path, &old_dir, &old_name);
    if (!error)
        error = e2_walk(fs, new_dir, new_path, &new_dir, &new_name);
    if (!error && (!old_name.length || !new_name.length))
        error = EXT2_EBUSY;
    if (!error && e2_is_dots(old_name))
        error = EXT2_ENAME;
    if (!error)
        error = e2_check_name(new_name);
    if (!error)
        error = e2_find(fs, old_dir, old_name, &from);
    if (!error)
        error = ext2_stat(fs, from.inode, &stat);
    if (!error)
        error = check_target(fs, new_dir, new_name, &stat);
    if (!error && fs->read_only)
        error = EXT2_EREADONLY;
    if (error)
        return error;
    if (!e2_find(fs, new_dir, new_name, &to) && to.inode == from.inode)
        return EXT2_OK; /* two names of one file */
    return stat.type == EXT2_DIRECTORY ? rename_directory(fs, old_dir, &from, new_dir, new_name)
                                       : e2_move_file(fs, old_dir, &from, new_dir, new_name);
}
