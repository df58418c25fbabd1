/*
 * What lies on the disk, byte for byte. All numbers are little-endian, as the processor's.
 *
 * The disk is divided into groups. With blocks of 4 KB:
 *
 *   group 0:  | superblock (byte 1024) | descriptors | block bitmap | inode bitmap | inodes | data
 *   group g:  | copies of both, if sparse | block bitmap | inode bitmap | inodes | data
 *
 * (D. Poirier: The Second Extended File System, Internal Layout.)
 */
#ifndef EXT2_LAYOUT_H
#define EXT2_LAYOUT_H

#include <stdint.h>

#define BLOCK            4096u
#define LOG_BLOCK_4K     2 /* s_log_block_size: 1024 << 2 */
#define SUPER_OFFSET     1024u
#define SUPER_MAGIC      0xEF53
#define STATE_CLEAN      1
#define STATE_ERRORS     2
#define COMPAT_XATTR     0x8    /* extended attributes: blocks that we would lose */
#define INCOMPAT_TYPES   0x2    /* directory entries hold a type */
#define RO_COMPAT_SPARSE 0x1    /* not every group has a copy of the superblock */
#define RO_COMPAT_LARGE  0x2    /* there may be files of 2 GB and more */
#define FLAG_INDEX       0x1000 /* a directory with a hash tree, which we do not maintain */

struct super_block {
    uint32_t inodes_count, blocks_count, r_blocks_count, free_blocks_count;
    uint32_t free_inodes_count, first_data_block, log_block_size, log_frag_size;
    uint32_t blocks_per_group, frags_per_group, inodes_per_group, mtime;
    uint32_t wtime;
    uint16_t mnt_count, max_mnt_count, magic, state, errors, minor_rev_level;
    uint32_t lastcheck, checkinterval, creator_os, rev_level;
    uint16_t def_resuid, def_resgid;
    uint32_t first_ino;
    uint16_t inode_size, block_group_nr;
    uint32_t feature_compat, feature_incompat, feature_ro_compat;
    uint8_t rest[1024 - 104];
};
_Static_assert(sizeof(struct super_block) == 1024, "the superblock has 1024 bytes");

struct group {
    uint32_t block_bitmap, inode_bitmap, inode_table;
    uint16_t free_blocks, free_inodes, used_dirs, pad;
    uint8_t rest[12];
};
_Static_assert(sizeof(struct group) == 32, "a group descriptor has 32 bytes");
#define GROUPS_PER_BLOCK (BLOCK / sizeof(struct group))

/* Of `block`, 12 entries name blocks of the file, the others blocks full of numbers: of blocks, of
 * such blocks, of such blocks again. */
#define DIRECT  12
#define FAN_OUT 1024u

struct inode {
    uint16_t mode, uid;
    uint32_t size, atime, ctime, mtime, dtime;
    uint16_t gid, links;
    uint32_t sectors; /* of 512 bytes, with the indirect blocks */
    uint32_t flags, osd1;
    uint32_t block[DIRECT + 3];
    uint32_t generation, file_acl;
    uint32_t size_high; /* of a directory: another thing */
    uint32_t faddr;
    uint8_t osd2[12];
};
_Static_assert(sizeof(struct inode) == 128, "an inode has at least 128 bytes");
#define SECTORS_PER_BLOCK (BLOCK / 512)

#define MODE_TYPE 0xF000
#define MODE_DIR  0x4000
#define MODE_FILE 0x8000
#define MODE_LINK 0xA000

/* Entries fill a block of a directory to its last byte; one without an inode is free room. */
struct entry {
    uint32_t inode;
    uint16_t length; /* to the next entry */
    uint8_t name_length, type;
    char name[];
};
#define ENTRY_HEAD              8u
#define ENTRY_SIZE(name_length) ((ENTRY_HEAD + (name_length) + 3u) & ~3u)
#define ENTRY_FILE              1
#define ENTRY_DIR               2
#define LINKS_MAX               32000

#endif
