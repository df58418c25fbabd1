/*
 * Mending a file system that was not left clean. Enter by mend().
 *
 * The library's sync writes in an order that leaves little to do (ext2/sync.c): what bitmaps,
 * counts and link counts say is too old, and nothing else. So they are made anew from what the look
 * found. When the power fails meanwhile the disk is still marked, and is mended again.
 */
#include "mend.h"
#include "look.h"

static struct look look;

static const struct super_block *
super_of(const struct ext2 *fs)
{
    return (const struct super_block *)((const char *)fs->super_page->data + SUPER_OFFSET);
}

int
mend_wanted(const struct ext2 *fs)
{
    const struct super_block *super = super_of(fs);
    return fs->read_only && !(super->state & (STATE_CLEAN | STATE_ERRORS)) &&
           !(super->feature_ro_compat & ~(uint32_t)(RO_COMPAT_SPARSE | RO_COMPAT_LARGE)) &&
           !(super->feature_compat & COMPAT_XATTR);
}

static int
is_power_of(uint32_t n, uint32_t base)
{
    while (n > 1 && n % base == 0)
        n /= base;
    return n == 1;
}

/* Does the group begin with a copy of superblock and descriptors? */
static int
has_copy(const struct ext2 *fs, uint32_t g)
{
    if (!(super_of(fs)->feature_ro_compat & RO_COMPAT_SPARSE) || g <= 1)
        return 1;
    return is_power_of(g, 3) || is_power_of(g, 5) || is_power_of(g, 7);
}

static int
take_range(uint32_t first, uint32_t count)
{
    int error = 0;
    for (uint32_t i = 0; !error && i < count; i++)
        error = look_take(&look, first + i);
    return error;
}

/* The blocks in which no file may lie. */
static int
take_own_blocks(struct ext2 *fs)
{
    uint32_t descriptors = (fs->groups - 1) / GROUPS_PER_BLOCK + 1;
    int error = 0;
    for (uint32_t g = 0; !error && g < fs->groups; g++) {
        struct group *group;
        struct page *page;
        error = e2_group(fs, g, &group, &page);
        if (!error && has_copy(fs, g))
            error = take_range(g * fs->blocks_per_group, 1 + descriptors);
        if (!error)
            error = take_range(group->block_bitmap, 1);
        if (!error)
            error = take_range(group->inode_bitmap, 1);
        if (!error)
            error = take_range(group->inode_table, fs->table_blocks);
        cache_put(page);
    }
    return error;
}

static void
set_bit(uint8_t *map, uint32_t i, int one)
{
    map[i / 8] = (uint8_t)((map[i / 8] & ~(1u << i % 8)) | (unsigned)one << i % 8);
}

/* The bitmap of the group's blocks; *free is how many are. */
static int
write_block_map(struct ext2 *fs, uint32_t g, uint32_t at, uint32_t *free)
{
    struct page *page;
    int error = e2_get(fs, at, &page);
    *free = 0;
    for (uint32_t i = 0; !error && i < fs->blocks_per_group; i++) {
        uint32_t block = g * fs->blocks_per_group + i;
        int used = block >= fs->blocks || look_is_used(&look, block);
        set_bit(page->data, i, used);
        *free += !used;
    }
    if (!error)
        cache_dirty(fs->cache, page, ORDER_BITMAP);
    cache_put(page);
    return error;
}

static int
write_inode_map(struct ext2 *fs, uint32_t g, uint32_t at, uint32_t *free, uint32_t *directories)
{
    struct page *page;
    int error = e2_get(fs, at, &page);
    *free = *directories = 0;
    for (uint32_t i = 0; !error && i < fs->inodes_per_group; i++) {
        uint32_t number = g * fs->inodes_per_group + i + 1;
        int used = number < fs->first_inode || look.named[number];
        set_bit(page->data, i, used);
        *free += !used;
        *directories += (look.flags[number] & LOOK_DIRECTORY) != 0;
    }
    if (!error)
        cache_dirty(fs->cache, page, ORDER_BITMAP);
    cache_put(page);
    return error;
}

static int
write_maps(struct ext2 *fs)
{
    int error = 0;
    fs->free_blocks = fs->free_inodes = 0;
    for (uint32_t g = 0; !error && g < fs->groups; g++) {
        struct group *group;
        struct page *page;
        uint32_t blocks = 0, inodes = 0, directories = 0;
        error = e2_group(fs, g, &group, &page);
        if (!error)
            error = write_block_map(fs, g, group->block_bitmap, &blocks);
        if (!error)
            error = write_inode_map(fs, g, group->inode_bitmap, &inodes, &directories);
        if (!error) {
            group->free_blocks = (uint16_t)blocks;
            group->free_inodes = (uint16_t)inodes;
            group->used_dirs = (uint16_t)directories;
            cache_dirty(fs->cache, page, ORDER_GROUPS);
            error = cache_flush(fs->cache, ORDER_BITMAP) ? EXT2_EIO : 0;
        }
        cache_put(page);
        fs->free_blocks += blocks;
        fs->free_inodes += inodes;
    }
    return error;
}

/* Links as many as names; an inode that nobody names is dead, and says so. */
static int
write_inode(struct ext2 *fs, uint32_t number)
{
    struct inode *inode;
    struct page *page;
    int error = e2_any_inode(fs, number, &inode, &page);
    if (error)
        return error;
    int dying = inode->mode && !look.named[number] && !inode->dtime;
    if (inode->links != look.named[number] || dying) {
        inode->links = look.named[number];
        if (dying)
            inode->dtime = e2_now(fs);
        e2_inode_dirty(fs, page);
        error = cache_flush(fs->cache, ORDER_INODES) ? EXT2_EIO : 0;
    }
    cache_put(page);
    return error;
}

static int
write_all(struct ext2 *fs)
{
    int error = cache_flush(fs->cache, ORDER_INODES) || cache_flush(fs->cache, ORDER_DIRECTORY)
                    ? EXT2_EIO
                    : 0;
    if (!error)
        error = write_inode(fs, EXT2_ROOT);
    for (uint32_t i = fs->first_inode; !error && i <= fs->inodes; i++)
        error = write_inode(fs, i);
    if (!error)
        error = write_maps(fs);
    if (!error && cache_flush(fs->cache, ORDER_GROUPS))
        error = EXT2_EIO;
    return error ? error : e2_write_super(fs, 1);
}

int
mend(struct ext2 *fs, const char **why)
{
    int error = look_at_all(fs, &look);
    if (!error)
        error = take_own_blocks(fs);
    *why = look.why ? look.why : ext2_error_text(error);
    return error ? error : write_all(fs);
}
