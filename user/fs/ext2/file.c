/*
 * The contents of files: by pages, and by bytes.
 */
#include "internal.h"

#include <string.h>

/* Is it a file, and may this library touch it? *size is its length. */
static int
file_size(struct ext2 *fs, uint32_t number, uint32_t *size)
{
    struct inode *inode;
    struct page *page;
    if (!number || number > fs->inodes)
        return EXT2_ENOENT;
    int error = e2_inode(fs, number, &inode, &page);
    if (error)
        return error;
    *size = inode->size;
    if (e2_is_type(inode, MODE_DIR))
        error = EXT2_EISDIR;
    else if (!e2_is_type(inode, MODE_FILE))
        error = EXT2_ETYPE;
    else if (inode->size_high || inode->size > EXT2_SIZE_MAX)
        error = EXT2_ERANGE;
    cache_put(page);
    return error;
}

/* In a step: new times, and a new size. */
static int
set_size(struct ext2 *fs, uint32_t number, uint32_t size)
{
    struct inode *inode;
    struct page *page;
    int error = e2_inode(fs, number, &inode, &page);
    if (error)
        return error;
    inode->mtime = inode->ctime = e2_now(fs);
    inode->size = size;
    e2_inode_dirty(fs, page);
    cache_put(page);
    return EXT2_OK;
}

/* What lies behind the end in the last page may be anything that a client wrote: zero again. */
static int
zero_tail(struct ext2 *fs, uint32_t number, uint32_t size)
{
    uint32_t block;
    struct page *page;
    if (size % BLOCK == 0)
        return EXT2_OK;
    int error = e2_block_of(fs, number, size / BLOCK, &block);
    if (error || !block)
        return error;
    error = e2_get(fs, block, &page);
    if (error)
        return error;
    memset((char *)page->data + size % BLOCK, 0, BLOCK - size % BLOCK);
    cache_dirty(fs->cache, page, ORDER_DATA);
    cache_put(page);
    return EXT2_OK;
}

static int
page_of(struct ext2 *fs, uint32_t number, uint32_t index, struct page **page)
{
    uint32_t block;
    int error = e2_block_of(fs, number, index, &block);
    if (!error && block)
        return e2_get(fs, block, page);
    if (!error) {
        cache_pin(fs->zero);
        *page = fs->zero;
    }
    return error;
}

int
ext2_page_read(struct ext2 *fs, uint32_t number, uint32_t index, struct page **page)
{
    uint32_t size;
    *page = NULL;
    int error = file_size(fs, number, &size);
    if (!error && index >= size / BLOCK + (size % BLOCK != 0))
        error = EXT2_ERANGE;
    return error ? error : page_of(fs, number, index, page);
}

/* How many blocks must be allocated before block `index` can be written. */
static int
missing_blocks(struct ext2 *fs, uint32_t number, uint32_t index, uint32_t *missing)
{
    struct inode *inode;
    struct page *home;
    struct way way;
    int error = e2_inode(fs, number, &inode, &home);
    if (error)
        return error;
    error = e2_way(fs, inode, index, &way);
    *missing = way.missing;
    cache_put(home);
    return error;
}

/* In a step that e2_begin() opened with `missing` blocks: the page of a block, allocated, dirty.
 * `page` has it already if the block was there. */
static int
page_to_write(struct ext2 *fs, uint32_t number, uint32_t index, struct page **page)
{
    uint32_t block;
    int error = EXT2_OK;
    if (!*page) {
        error = e2_map(fs, number, index, &block);
        if (!error)
            error = e2_new(fs, block, page);
    }
    if (!error)
        cache_dirty(fs->cache, *page, ORDER_DATA);
    return error;
}

/* Opens the step in which block `index` is written. *page: its page if it is there, read before the
 * step so that a bad block of one file is that file's trouble only. */
static int
begin_to_write(struct ext2 *fs, uint32_t number, uint32_t index, struct page **page)
{
    uint32_t missing;
    *page = NULL;
    if (fs->read_only)
        return EXT2_EREADONLY;
    int error = missing_blocks(fs, number, index, &missing);
    if (!error && !missing)
        error = page_of(fs, number, index, page);
    if (!error)
        error = e2_begin(fs, missing, 0);
    if (error) {
        cache_put(*page);
        *page = NULL;
    }
    return error;
}

int
ext2_page_write(struct ext2 *fs, uint32_t number, uint32_t index, struct page **page)
{
    uint32_t size;
    *page = NULL;
    int error = file_size(fs, number, &size);
    if (!error && index >= size / BLOCK + (size % BLOCK != 0))
        error = EXT2_ERANGE;
    if (!error)
        error = begin_to_write(fs, number, index, page);
    if (error)
        return error;
    error = page_to_write(fs, number, index, page);
    if (!error)
        error = set_size(fs, number, size);
    if (error) {
        cache_put(*page);
        *page = NULL;
    }
    return e2_end(fs, error);
}

static uint32_t
least(uint32_t a, uint32_t b)
{
    return a < b ? a : b;
}

int
ext2_read(struct ext2 *fs, uint32_t number, uint32_t offset, void *to, uint32_t size,
          uint32_t *done)
{
    uint32_t end;
    *done = 0;
    int error = file_size(fs, number, &end);
    if (error || offset >= end)
        return error;
    size = least(size, end - offset);
    while (*done < size) {
        uint32_t at = (offset + *done) % BLOCK, part = least(size - *done, BLOCK - at);
        struct page *page;
        error = page_of(fs, number, (offset + *done) / BLOCK, &page);
        if (error)
            return *done ? EXT2_OK : error;
        memcpy((char *)to + *done, (char *)page->data + at, part);
        cache_put(page);
        *done += part;
    }
    return EXT2_OK;
}

/* Writes bytes that lie in one block. */
static int
write_part(struct ext2 *fs, uint32_t number, uint32_t offset, const void *from, uint32_t size)
{
    struct page *page;
    uint32_t old;
    int error = file_size(fs, number, &old);
    if (!error)
        error = begin_to_write(fs, number, offset / BLOCK, &page);
    if (error)
        return error;
    if (offset + size > old)
        error = zero_tail(fs, number, old);
    if (!error)
        error = page_to_write(fs, number, offset / BLOCK, &page);
    if (!error) {
        memcpy((char *)page->data + offset % BLOCK, from, size);
        error = set_size(fs, number, offset + size > old ? offset + size : old);
    }
    cache_put(page);
    return e2_end(fs, error);
}

int
ext2_write(struct ext2 *fs, uint32_t number, uint32_t offset, const void *from, uint32_t size,
           uint32_t *done)
{
    uint32_t old;
    *done = 0;
    int error = file_size(fs, number, &old);
    if (!error && (offset > EXT2_SIZE_MAX || size > EXT2_SIZE_MAX - offset))
        error = EXT2_ERANGE;
    while (!error && *done < size) {
        uint32_t part = least(size - *done, BLOCK - (offset + *done) % BLOCK);
        error = write_part(fs, number, offset + *done, (const char *)from + *done, part);
        if (!error)
            *done += part;
    }
    return *done ? EXT2_OK : error;
}

int
ext2_truncate(struct ext2 *fs, uint32_t number, uint32_t size)
{
    uint32_t old;
    int error = file_size(fs, number, &old);
    if (!error && size > EXT2_SIZE_MAX)
        error = EXT2_ERANGE;
    if (!error && fs->read_only)
        error = EXT2_EREADONLY;
    if (!error && size < old)
        error = e2_cut(fs, number, size);
    if (!error)
        error = e2_begin(fs, 0, 0);
    if (error)
        return error;
    error = zero_tail(fs, number, least(old, size));
    if (!error)
        error = set_size(fs, number, size);
    return e2_end(fs, error);
}
