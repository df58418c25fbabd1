/*
 * Which inodes are open: such an inode keeps its contents when it loses its last name.
 */
#include "internal.h"

#include <stddef.h>

static struct ext2_open *
find(const struct ext2 *fs, uint32_t inode)
{
    for (uint32_t i = 0; i < EXT2_OPEN_FILES; i++)
        if (fs->open[i].count && fs->open[i].inode == inode)
            return (struct ext2_open *)&fs->open[i];
    return NULL;
}

int
e2_is_open(const struct ext2 *fs, uint32_t inode)
{
    return find(fs, inode) != NULL;
}

int
ext2_open(struct ext2 *fs, uint32_t inode)
{
    struct ext2_stat stat;
    struct ext2_open *open = find(fs, inode);
    int error = ext2_stat(fs, inode, &stat);
    if (error)
        return error;
    for (uint32_t i = 0; !open && i < EXT2_OPEN_FILES; i++)
        if (!fs->open[i].count)
            open = &fs->open[i];
    if (!open)
        return EXT2_EOPEN;
    open->inode = inode;
    open->count++;
    return EXT2_OK;
}

int
ext2_close(struct ext2 *fs, uint32_t inode)
{
    struct ext2_open *open = find(fs, inode);
    if (!open)
        return EXT2_ENOENT;
    if (--open->count)
        return EXT2_OK;
    return fs->read_only ? EXT2_OK : e2_release(fs, inode);
}
