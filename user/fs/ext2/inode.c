/*
 * Inodes: finding one in its group's table, making one, losing one.
 */
#include "internal.h"

#include <string.h>

int
e2_any_inode(struct ext2 *fs, uint32_t number, struct inode **inode, struct page **page)
{
    *page = NULL;
    if (!number || number > fs->inodes)
        return e2_damaged(fs);
    struct group *group;
    struct page *descriptor;
    int error = e2_group(fs, (number - 1) / fs->inodes_per_group, &group, &descriptor);
    if (error)
        return error;
    uint32_t at = (number - 1) % fs->inodes_per_group * fs->inode_size;
    error = e2_get(fs, group->inode_table + at / BLOCK, page);
    cache_put(descriptor);
    if (!error)
        *inode = (struct inode *)((char *)(*page)->data + at % BLOCK);
    return error;
}

int
e2_inode(struct ext2 *fs, uint32_t number, struct inode **inode, struct page **page)
{
    int error = e2_any_inode(fs, number, inode, page);
    if (!error && !(*inode)->links && !e2_is_open(fs, number)) {
        cache_put(*page);
        *page = NULL;
        error = EXT2_ENOENT;
    }
    return error;
}

void
e2_inode_dirty(struct ext2 *fs, struct page *page)
{
    cache_dirty(fs->cache, page, ORDER_INODES);
}

int
e2_is_type(const struct inode *inode, uint16_t type)
{
    return (inode->mode & MODE_TYPE) == type;
}

int
e2_new_inode(struct ext2 *fs, uint32_t near, uint16_t mode, uint32_t *number)
{
    struct inode *inode;
    struct page *page;
    int is_directory = (mode & MODE_TYPE) == MODE_DIR;
    int error = e2_alloc_inode(fs, (near - 1) / fs->inodes_per_group, is_directory, number);
    if (!error)
        error = e2_any_inode(fs, *number, &inode, &page);
    if (error)
        return error;
    uint32_t generation = inode->generation;
    memset(inode, 0, fs->inode_size);
    inode->generation = generation + 1;
    inode->mode = mode;
    inode->links = 1;
    inode->atime = inode->mtime = inode->ctime = e2_now(fs);
    e2_inode_dirty(fs, page);
    cache_put(page);
    e2_inode_born(fs, *number);
    return EXT2_OK;
}

int
e2_drop_link(struct ext2 *fs, uint32_t number, uint32_t links)
{
    struct inode *inode;
    struct page *page;
    int error = e2_inode(fs, number, &inode, &page);
    if (error)
        return error;
    inode->links = inode->links > links ? (uint16_t)(inode->links - links) : 0;
    inode->ctime = e2_now(fs);
    if (!inode->links) {
        inode->dtime = inode->ctime;
        fs->deaths++;
        fs->orphans++; /* until e2_release() is through */
    }
    e2_inode_dirty(fs, page);
    cache_put(page);
    return EXT2_OK;
}

int
e2_release(struct ext2 *fs, uint32_t number)
{
    struct inode *inode;
    struct page *page;
    int error = e2_any_inode(fs, number, &inode, &page);
    if (error)
        return error;
    int is_directory = e2_is_type(inode, MODE_DIR);
    int alive = inode->links || e2_is_open(fs, number);
    /* A short symbolic link and a device keep something else where a file keeps its blocks. */
    int has_blocks = is_directory || e2_is_type(inode, MODE_FILE) ||
                     (e2_is_type(inode, MODE_LINK) && inode->sectors);
    cache_put(page);
    if (alive)
        return EXT2_OK;
    if (has_blocks)
        error = e2_cut(fs, number, 0);
    if (!error)
        error = e2_begin(fs, 0, 0);
    if (error)
        return error;
    e2_free_inode(fs, number, is_directory);
    fs->orphans--;
    return e2_end(fs, EXT2_OK);
}

static enum ext2_type
type_of(const struct inode *inode)
{
    if (e2_is_type(inode, MODE_FILE))
        return EXT2_FILE;
    if (e2_is_type(inode, MODE_DIR))
        return EXT2_DIRECTORY;
    return e2_is_type(inode, MODE_LINK) ? EXT2_LINK : EXT2_OTHER;
}

int
ext2_stat(struct ext2 *fs, uint32_t number, struct ext2_stat *stat)
{
    struct inode *inode;
    struct page *page;
    if (!number || number > fs->inodes)
        return EXT2_ENOENT;
    int error = e2_inode(fs, number, &inode, &page);
    if (error)
        return error;
    stat->inode = number;
    stat->type = type_of(inode);
    stat->mode = inode->mode;
    stat->links = inode->links;
    stat->size = inode->size;
    stat->blocks = inode->sectors / SECTORS_PER_BLOCK;
    stat->mtime = inode->mtime;
    stat->ctime = inode->ctime;
    cache_put(page);
    return EXT2_OK;
}
