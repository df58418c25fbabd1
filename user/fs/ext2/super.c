/*
 * Mounting, and the superblock. Enter by ext2_mount().
 */
#include "internal.h"

#include <stddef.h>
#include <string.h>

static struct super_block *
super_of(struct ext2 *fs)
{
    return (struct super_block *)((char *)fs->super_page->data + SUPER_OFFSET);
}

int
e2_damaged(struct ext2 *fs)
{
    fs->read_only = 1;
    fs->why = "what is on the disk contradicts itself; run e2fsck";
    return EXT2_EDAMAGED;
}

static int
from_cache(int error)
{
    return error == CACHE_EIO ? EXT2_EIO : error ? EXT2_ENOPAGE : EXT2_OK;
}

int
e2_get(struct ext2 *fs, uint32_t block, struct page **page)
{
    return from_cache(cache_get(fs->cache, block, page));
}

int
e2_new(struct ext2 *fs, uint32_t block, struct page **page)
{
    return from_cache(cache_new(fs->cache, block, page));
}

/* Never a small number: e2fsck takes a small time of deletion for the number of an inode. */
uint32_t
e2_now(struct ext2 *fs)
{
    const uint32_t year_2000 = 946684800;
    uint32_t now = fs->clock(fs->clock_context);
    return now < year_2000 ? year_2000 : now;
}

int
e2_write_super(struct ext2 *fs, int clean)
{
    struct super_block *super = super_of(fs);
    super->state = clean ? super->state | STATE_CLEAN : super->state & ~STATE_CLEAN;
    super->free_blocks_count = fs->free_blocks;
    super->free_inodes_count = fs->free_inodes;
    super->wtime = e2_now(fs);
    cache_dirty(fs->cache, fs->super_page, ORDER_SUPER);
    return from_cache(cache_flush(fs->cache, ORDER_SUPER));
}

/* Numbers that cannot be. NULL if all is well. */
static const char *
check_numbers(const struct super_block *super)
{
    if (super->magic != SUPER_MAGIC)
        return "there is no ext2 on this disk; make one with user/fs/image.py";
    if (super->rev_level < 1 || super->log_block_size != LOG_BLOCK_4K)
        return "only ext2 of revision 1 with blocks of 4 KB can be mounted (mke2fs -b 4096)";
    if (super->feature_incompat & ~(uint32_t)INCOMPAT_TYPES)
        return "it has features this library does not know (mke2fs -O none,filetype)";
    uint32_t size = super->inode_size;
    if (size < sizeof(struct inode) || size > BLOCK || (size & (size - 1)) ||
        super->first_data_block || !super->blocks_count || !super->blocks_per_group ||
        super->blocks_per_group > 8 * BLOCK || super->blocks_per_group % 8 ||
        !super->inodes_per_group || super->inodes_per_group > 8 * BLOCK ||
        super->inodes_per_group % 8 || super->first_ino < 11)
        return "its superblock has numbers that cannot be; run e2fsck";
    uint32_t groups = (super->blocks_count - 1) / super->blocks_per_group + 1;
    if (groups > super->inodes_count || super->inodes_count % super->inodes_per_group ||
        super->inodes_count / super->inodes_per_group != groups)
        return "its superblock has counts that contradict each other; run e2fsck";
    return NULL;
}

static const char *
check_writable(const struct super_block *super, int read_only)
{
    if (read_only)
        return "it was mounted for reading only";
    if (!(super->state & STATE_CLEAN) || (super->state & STATE_ERRORS))
        return "it was not unmounted and may be inconsistent; run e2fsck -p";
    if (super->feature_ro_compat & ~(uint32_t)(RO_COMPAT_SPARSE | RO_COMPAT_LARGE) ||
        super->feature_compat & COMPAT_XATTR)
        return "it has features this library can only read";
    return NULL;
}

/* Each group's bitmaps and table lie in the group; adds up what is free. */
static int
check_groups(struct ext2 *fs)
{
    for (uint32_t g = 0; g < fs->groups; g++) {
        struct group *group;
        struct page *page;
        int error = e2_group(fs, g, &group, &page);
        if (error)
            return error;
        uint32_t first = g * fs->blocks_per_group, end = first + fs->blocks_per_group;
        if (end > fs->blocks)
            end = fs->blocks;
        uint32_t low = first ? first : 1 + (fs->groups - 1) / GROUPS_PER_BLOCK + 1;
        uint32_t table = group->inode_table;
        int good = group->block_bitmap >= low && group->block_bitmap < end &&
                   group->inode_bitmap >= low && group->inode_bitmap < end &&
                   group->inode_bitmap != group->block_bitmap && table >= low && table < end &&
                   fs->table_blocks <= end - table &&
                   group->block_bitmap - table >= fs->table_blocks &&
                   group->inode_bitmap - table >= fs->table_blocks &&
                   group->free_blocks <= end - first && group->free_inodes <= fs->inodes_per_group;
        fs->free_blocks += group->free_blocks;
        fs->free_inodes += group->free_inodes;
        cache_put(page);
        if (!good)
            return e2_damaged(fs);
    }
    return EXT2_OK;
}

static int
read_super(struct ext2 *fs, int read_only)
{
    const struct super_block *super = super_of(fs);
    if ((fs->why = check_numbers(super)))
        return EXT2_EFORMAT;
    fs->blocks = super->blocks_count;
    fs->inodes = super->inodes_count;
    fs->blocks_per_group = super->blocks_per_group;
    fs->inodes_per_group = super->inodes_per_group;
    fs->groups = (fs->blocks - 1) / fs->blocks_per_group + 1;
    fs->inode_size = super->inode_size;
    fs->first_inode = super->first_ino;
    fs->table_blocks = (fs->inodes_per_group * fs->inode_size + BLOCK - 1) / BLOCK;
    fs->has_types = (super->feature_incompat & INCOMPAT_TYPES) != 0;
    fs->why = check_writable(super, read_only);
    fs->read_only = fs->why != NULL;
    int error = check_groups(fs);
    if (!error) {
        uint32_t blocks;
        error = e2_directory_size(fs, EXT2_ROOT, &blocks);
    }
    return error;
}

int
ext2_mount(struct ext2 *fs, struct cache *cache, uint32_t (*clock)(void *context), void *context,
           int read_only)
{
    memset(fs, 0, sizeof *fs);
    fs->cache = cache;
    fs->clock = clock;
    fs->clock_context = context;
    int error = e2_get(fs, 0, &fs->super_page);
    if (!error)
        error = from_cache(cache_blank(cache, &fs->zero));
    if (!error)
        error = read_super(fs, read_only);
    if (error) {
        cache_put(fs->super_page);
        cache_put(fs->zero);
        fs->super_page = fs->zero = NULL;
    }
    if (error == EXT2_ENOENT || error == EXT2_ENOTDIR)
        error = e2_damaged(fs);
    return error;
}

int
ext2_unmount(struct ext2 *fs)
{
    int error = EXT2_OK;
    for (uint32_t i = 0; i < EXT2_OPEN_FILES; i++)
        while (!fs->read_only && !error && fs->open[i].count)
            error = ext2_close(fs, fs->open[i].inode);
    int last = ext2_sync(fs);
    cache_put(fs->super_page);
    cache_put(fs->zero);
    fs->super_page = fs->zero = NULL;
    return error ? error : last;
}

void
ext2_space(const struct ext2 *fs, struct ext2_space *space)
{
    space->blocks = fs->blocks;
    space->inodes = fs->inodes;
    space->free_blocks = fs->free_blocks;
    space->free_inodes = fs->free_inodes;
}
