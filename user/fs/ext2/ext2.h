/*
 * The ext2 file system: what the file server calls. README.md tells the layout on the disk and in
 * which order blocks are written.
 *
 * The library sees the disk only through a page cache (../cache.h). It calls nothing else but the
 * clock that it is given, allocates no memory, and keeps all its state in struct ext2, so there may
 * be several. One thread at a time. A function takes as long as its disk accesses do, and may
 * call the cache's hooks.
 *
 * Files are named by inode numbers, or by a directory's inode number and a path: names between
 * slashes; a path that begins with a slash begins at the root. "." and ".." work as usual. Symbolic
 * links are not followed.
 *
 * Each function returns 0 or an error (ext2_error_text() names it). After an error nothing has
 * changed, but where a function says otherwise. After EXT2_EDAMAGED and after an error of the
 * disk while changes were made the file system is only readable, and nothing is written any more.
 *
 * What was changed is on the disk when the next ext2_sync() returns 0, and may be earlier. If the
 * machine stops at any moment, `e2fsck -p` repairs the disk without asking, and every file that was
 * not touched since the last sync is there unchanged.
 *
 * (R. Card, T. Ts'o, S. Tweedie: Design and Implementation of the Second Extended Filesystem, 1994.
 * On the order of writes: G. Ganger, Y. Patt: Metadata Update Performance in File Systems, 1994.)
 */
#ifndef EXT2_H
#define EXT2_H

#include "../cache.h"
#include "state.h"

enum ext2_error {
    EXT2_OK,
    EXT2_EIO,       /* the disk refused */
    EXT2_ENOPAGE,   /* the cache is too small: too many pages are pinned */
    EXT2_EFORMAT,   /* not an ext2 this library can mount: see fs->why */
    EXT2_EDAMAGED,  /* what is on the disk contradicts itself: run e2fsck */
    EXT2_EREADONLY, /* mounted read-only: see fs->why */
    EXT2_ENOENT,    /* no such name, or the inode is free */
    EXT2_EEXIST,    /* the name is there already */
    EXT2_ENOTDIR,   /* a directory was needed */
    EXT2_EISDIR,    /* a directory was not allowed */
    EXT2_ENOTEMPTY, /* the directory has entries */
    EXT2_ENAME,     /* an empty name, one over 255 bytes, or one that "." or ".." must not be */
    EXT2_ENOSPC,    /* no free block */
    EXT2_ENOINODES, /* no free inode */
    EXT2_ERANGE,    /* an offset or a size beyond what a file may have */
    EXT2_ETYPE,     /* neither a file nor a directory: a symbolic link, a device */
    EXT2_ECYCLE,    /* a directory cannot move into itself or below itself */
    EXT2_EBUSY,     /* in use: the root, an open directory */
    EXT2_EOPEN,     /* too many files are open (EXT2_OPEN_FILES) */
    EXT2_END,       /* readdir: there are no more entries */
    EXT2_ERRORS
};

#define EXT2_ROOT      2 /* the root's inode */
#define EXT2_NAME_MAX  255
#define EXT2_SIZE_MAX  0x7FFFF000u /* of a file, in bytes */
#define EXT2_MIN_PAGES 24 /* the least a cache may have, besides what the caller keeps pinned */

enum ext2_type { EXT2_FILE = 1, EXT2_DIRECTORY = 2, EXT2_LINK = 7, EXT2_OTHER = 0 };

struct ext2_stat {
    uint32_t inode;
    enum ext2_type type;
    uint16_t mode; /* as on the disk: type and permissions */
    uint16_t links;
    uint32_t size;         /* bytes */
    uint32_t blocks;       /* of 4 KB, with indirect ones */
    uint32_t mtime, ctime; /* seconds since 1970 */
};

struct ext2_entry {
    uint32_t inode;
    enum ext2_type type; /* EXT2_OTHER also where the disk does not say it: use ext2_stat() */
    char name[EXT2_NAME_MAX + 1];
};

struct ext2_space {
    uint32_t blocks, free_blocks, inodes, free_inodes;
};

/* A short English sentence for an error. */
const char *ext2_error_text(int error);

/*
 * Mounts. `clock(context)` returns the time in seconds since 1970. Where the disk was not unmounted
 * (nor synced last), has unknown read-only features, or `read_only` is set, it is mounted for
 * reading only: fs->read_only and fs->why tell so. EXT2_EFORMAT with fs->why if it cannot be
 * mounted at all. Pins two pages.
 */
int ext2_mount(struct ext2 *fs, struct cache *cache, uint32_t (*clock)(void *context),
               void *context, int read_only);

/* All changes to the disk, in order. When it returns 0 they are there, and the disk is marked clean
 * until the next sync begins (unless an unlinked file is still open). */
int ext2_sync(struct ext2 *fs);

/* Closes all files, syncs, gives all pages back. With an error, too, fs is not mounted any more. */
int ext2_unmount(struct ext2 *fs);

void ext2_space(const struct ext2 *fs, struct ext2_space *space);

/* The inode that the path leads to. */
int ext2_lookup(struct ext2 *fs, uint32_t dir, const char *path, uint32_t *inode);
int ext2_stat(struct ext2 *fs, uint32_t inode, struct ext2_stat *stat);

/*
 * An open file keeps its inode and contents when its last name goes; they are freed by the last
 * close. An open directory cannot be removed (EXT2_EBUSY). Reading and writing need no open.
 */
int ext2_open(struct ext2 *fs, uint32_t inode);
int ext2_close(struct ext2 *fs, uint32_t inode);

/*
 * The page of block `index` of a file, pinned: the caller gives it back by cache_put().
 * For reading: the page may be the zero page fs->zero, where the file has a hole: map it for
 * reading only. For writing: the block is allocated if need be (and the page is zero then), the
 * page is marked dirty, mtime is set. `index` must be inside the file's size (else EXT2_ERANGE):
 * make the file longer by ext2_truncate() first.
 * What lies behind the file's end in its last page is zero until a client writes there, and is set
 * to zero again when the file grows.
 */
int ext2_page_read(struct ext2 *fs, uint32_t inode, uint32_t index, struct page **page);
int ext2_page_write(struct ext2 *fs, uint32_t inode, uint32_t index, struct page **page);

/*
 * Copies bytes from a file or to it. *done is how many: less than `size` at the file's end and,
 * for writing, when an error came in the middle (which is returned only if nothing was written).
 * Writing makes the file longer where it must.
 */
int ext2_read(struct ext2 *fs, uint32_t inode, uint32_t offset, void *to, uint32_t size,
              uint32_t *done);
int ext2_write(struct ext2 *fs, uint32_t inode, uint32_t offset, const void *from, uint32_t size,
               uint32_t *done);

/* Makes the file `size` bytes long; what is new is a hole. An error may leave it in between. */
int ext2_truncate(struct ext2 *fs, uint32_t inode, uint32_t size);

/* New ones; *inode may be NULL. `permissions`: the low nine bits of a Unix mode. */
int ext2_create(struct ext2 *fs, uint32_t dir, const char *path, uint16_t permissions,
                uint32_t *inode);
int ext2_mkdir(struct ext2 *fs, uint32_t dir, const char *path, uint16_t permissions,
               uint32_t *inode);

/* Takes a name away; with the last one goes the file (not a directory), when nobody has it open. */
int ext2_unlink(struct ext2 *fs, uint32_t dir, const char *path);
int ext2_rmdir(struct ext2 *fs, uint32_t dir, const char *path);

/*
 * Gives what `old_path` names the name `new_path`, in place of what had that name: a file replaces
 * a file, a directory an empty directory. A file keeps its inode number; a directory gets a new one
 * when it moves to another directory or its new name does not fit where the old one was, and
 * so do the directories in it (README.md says why); then none of them may be open (EXT2_EBUSY).
 */
int ext2_rename(struct ext2 *fs, uint32_t old_dir, const char *old_path, uint32_t new_dir,
                const char *new_path);

/* The entry at *position (0 at first), which is moved behind it; EXT2_END after the last. "." and
 * ".." are told too. Positions stay valid while names come and go. */
int ext2_readdir(struct ext2 *fs, uint32_t dir, uint32_t *position, struct ext2_entry *entry);

#endif
