/*
 * What the library's files know of each other. Functions return 0 or an enum ext2_error, unless
 * they say otherwise; a page that a function hands out is pinned, and goes back by cache_put().
 *
 * A change is a step: e2_begin() ... e2_end(). Before a step everything that may be refused is
 * refused; in it only a broken disk can be an error, and then nothing is written any more. A sync
 * happens before a step, never in it: so what a sync writes always fits together.
 */
#ifndef EXT2_INTERNAL_H
#define EXT2_INTERNAL_H

#include "ext2.h"
#include "layout.h"

/* In which order a sync writes pages: sync.c. */
enum write_order {
    ORDER_DATA = CACHE_ANY_TIME,
    ORDER_NEW_DIRECTORY, /* directory blocks to which no inode on the disk points */
    ORDER_INDIRECT,      /* + 1 and + 2 for double and triple indirect blocks */
    ORDER_INODES = ORDER_INDIRECT + 3,
    ORDER_DIRECTORY,
    ORDER_BITMAP,
    ORDER_GROUPS,
    ORDER_SUPER
};

/* The most pages that one step pins or makes dirty. */
#define STEP_PAGES 14
/* The most runs of blocks that one step may free. */
#define STEP_FREES 8

/* order.c: steps. `blocks` and `inodes` is what the step allocates; there is that much then. May
 * sync. e2_end() returns `error`. */
int e2_begin(struct ext2 *fs, uint32_t blocks, uint32_t inodes);
int e2_end(struct ext2 *fs, int error);
/* What is freed can be allocated again after the next sync. */
int e2_free_block(struct ext2 *fs, uint32_t block);
void e2_free_inode(struct ext2 *fs, uint32_t inode, int is_directory);
int e2_room_to_free(const struct ext2 *fs);
void e2_inode_born(struct ext2 *fs, uint32_t inode);

/* super.c */
int
e2_damaged(struct ext2 *fs); /* always EXT2_EDAMAGED; the file system is read-only from now on */
int e2_get(struct ext2 *fs, uint32_t block, struct page **page);
int e2_new(struct ext2 *fs, uint32_t block, struct page **page);
uint32_t e2_now(struct ext2 *fs);
int e2_write_super(struct ext2 *fs, int clean);

/* group.c: descriptors. */
int e2_group(struct ext2 *fs, uint32_t number, struct group **group, struct page **page);
/* May `block` belong to a file? EXT2_EDAMAGED if not. */
int e2_check_block(struct ext2 *fs, uint32_t block);

/* bitmap.c. Allocation begins to look at `goal` (a block), or in the group `near`. */
int e2_alloc_block(struct ext2 *fs, uint32_t goal, uint32_t *block);
int e2_alloc_inode(struct ext2 *fs, uint32_t near, int is_directory, uint32_t *inode);
int e2_clear_block_bits(struct ext2 *fs, uint32_t first, uint32_t count);
int e2_clear_inode_bit(struct ext2 *fs, uint32_t inode, int is_directory);

/* inode.c. The pointer leads into the page. EXT2_ENOENT if the inode is free. */
int e2_inode(struct ext2 *fs, uint32_t number, struct inode **inode, struct page **page);
int e2_any_inode(struct ext2 *fs, uint32_t number, struct inode **inode, struct page **page);
void e2_inode_dirty(struct ext2 *fs, struct page *page);
int e2_is_type(const struct inode *inode, uint16_t type);
int e2_new_inode(struct ext2 *fs, uint32_t near, uint16_t mode, uint32_t *number);
/* In a step: one link less. When that was the last, e2_release() comes behind the step. */
int e2_drop_link(struct ext2 *fs, uint32_t number, uint32_t links);
int e2_release(struct ext2 *fs, uint32_t number);

/* open.c */
int e2_is_open(const struct ext2 *fs, uint32_t inode);

/* block_map.c: the way from a file's inode to one of its blocks. */
struct way {
    uint32_t depth;    /* 0: in the inode; 1, 2, 3: through so many indirect blocks */
    uint32_t slot[4];  /* slot[0] in the inode, slot[i] in the i-th indirect block */
    uint32_t block[4]; /* what the slots hold, 0 from the first hole on */
    uint32_t missing;  /* blocks to allocate so that the way is whole */
};
int e2_way(struct ext2 *fs, const struct inode *inode, uint32_t index, struct way *way);
/* In a step: makes the way whole. *block is the file's block, to be filled by the caller. */
int e2_map(struct ext2 *fs, uint32_t number, uint32_t index, uint32_t *block);
/* The file's block, 0 if it is a hole. */
int e2_block_of(struct ext2 *fs, uint32_t number, uint32_t index, uint32_t *block);

/* cut.c: frees all blocks of a file from `keep` on; in several steps. */
int e2_cut(struct ext2 *fs, uint32_t number, uint32_t size);

/* directory.c. A slot is where an entry is, or where there is room for one. */
struct slot {
    uint32_t block;
    uint32_t offset;
    uint32_t inode; /* of an entry that was found */
    int type;
};
struct name {
    const char *text;
    uint32_t length;
};
int e2_directory_size(struct ext2 *fs, uint32_t dir, uint32_t *blocks);
int e2_directory_block(struct ext2 *fs, uint32_t dir, uint32_t index, struct page **page);
struct entry *e2_entry_at(struct ext2 *fs, struct page *page, uint32_t offset);
int e2_find(struct ext2 *fs, uint32_t dir, struct name name, struct slot *slot);
int e2_find_inode(struct ext2 *fs, uint32_t dir, uint32_t inode, struct slot *slot);
int e2_is_empty(struct ext2 *fs, uint32_t dir);
int e2_parent(struct ext2 *fs, uint32_t dir, uint32_t *parent);
int e2_name_matches(const struct entry *entry, struct name name);

/* entry.c: changes of directories. e2_prepare_add() looks for room, before the step; slot->block
 * is 0 if the directory must grow, by *blocks. All others are part of a step. */
int e2_prepare_add(struct ext2 *fs, uint32_t dir, struct name name, struct slot *slot,
                   uint32_t *blocks);
/* The disk must never see a name twice in a directory: if an entry of that name moved away since
 * the last sync, this is a sync. e2_prepare_add() does it. */
int e2_settle_name(struct ext2 *fs, uint32_t dir, struct name name);
/* Is there room in this block of a directory? EXT2_ENOSPC if not. */
int e2_room_in_block(struct ext2 *fs, uint32_t block, struct name name, struct slot *slot);
int e2_add(struct ext2 *fs, uint32_t dir, struct name name, struct slot *slot, uint32_t inode,
           int type);
int e2_grow_directory(struct ext2 *fs, uint32_t dir, struct slot *slot);
int e2_remove(struct ext2 *fs, uint32_t dir, const struct slot *slot);
int e2_remove_later(struct ext2 *fs, uint32_t dir, const struct slot *slot);
int e2_set_entry(struct ext2 *fs, uint32_t dir, const struct slot *slot, uint32_t inode, int type);
int e2_touch(struct ext2 *fs, uint32_t dir, int links);
uint32_t e2_name_hash(struct name name);

/* path.c: the directory that holds the path's last name, and that name (length 0: none). */
int e2_walk(struct ext2 *fs, uint32_t dir, const char *path, uint32_t *parent, struct name *last);
/* May a new entry have this name? */
int e2_check_name(struct name name);
int e2_is_dots(struct name name);

/* names.c */
int e2_make_directory(struct ext2 *fs, uint32_t dir, struct name name, uint16_t mode,
                      uint32_t *inode);
int e2_remove_directory(struct ext2 *fs, uint32_t dir, const struct slot *slot);

/* rename.c, move_directory.c */
int e2_move_file(struct ext2 *fs, uint32_t old_dir, const struct slot *from, uint32_t new_dir,
                 struct name name);
int e2_check_move(struct ext2 *fs, uint32_t top);
int e2_move_directory(struct ext2 *fs, uint32_t old_dir, uint32_t top, uint32_t new_dir,
                      struct name name);

#endif
