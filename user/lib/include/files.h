/*
 * The file server. Two ways to a file's bytes: its blocks appear in the client's window by map
 * messages (no copy at all), or they are copied as strings. Client stubs.
 *
 * A window is page-aligned memory between BUFFER_BASE and BUFFER_END (layout.h) where the blocks of
 * an open file show up, at most FILES_MANY of them. When the position moves, the next blocks are
 * mapped over the old ones. When the file server needs the page frame for something else it takes
 * the page back (demap); the next touch faults, and the client's pager, which knows what that
 * region is, has the file server map it again (FILES_RESTORE). So does the first write to a page
 * that was mapped for reading, or that was written back meanwhile: a page to which somebody may
 * write counts as changed until it is written back.
 *
 *   w0 (operation in bits 7..0)  further words, strings       answer
 *   FILES_OPEN | flags << 8      w1 = window or 0, w2 = who   dwords 0, 1: send fpage of block 0,
 *                                may restore its pages        or 0, 0; 2: handle, 3: 0, 4: size,
 *                                string: path                 5: error (a map message ends at the
 *                                                             zero in dword 3)
 *   FILES_CLOSE                  w1 = handle                  -
 *   FILES_MAP | write << 8       w1 = handle, w2 = position   w0, w1: send fpage of that block,
 *                                                             w2 = its bytes that belong to the
 *                                                             file; or 0, 0, w2 = error
 *   FILES_MAP_MANY | write << 8  w1 = handle, w2 = position   dwords 0 .. 2n - 1: n send fpages,
 *     | blocks << 16                                          two zeros, bytes, error (16 blocks)
 *   FILES_READ                   w1 = handle, w2 = position,  w1 = bytes, string: the bytes
 *                                dword 3 = bytes
 *   FILES_WRITE                  w1 = handle, w2 = position   w1 = bytes written
 *                                string: the bytes
 *   FILES_RESIZE                 w1 = handle, w2 = size       cuts, or lengthens by zeros
 *   FILES_STAT                   string: path; without one,    dwords 1..4: kind, size, inode, time
 *                                w1 = handle
 *   FILES_LIST                   w1 = handle, w2 = position   w1 = next position (0: the end),
 *                                                             string: struct files_entry
 *   FILES_MAKE_DIRECTORY, FILES_REMOVE, FILES_REMOVE_DIRECTORY   string: path
 *   FILES_RENAME                 string: from, NUL, to        -
 *   FILES_SYNC                   -                            what was acknowledged is on the disk
 *   FILES_SPACE                  -                            w1 = blocks, w2 = free ones
 *   FILES_CACHE                  -                            w1 = pages << 16 | mapped ones,
 *                                                             w2 = changed
 *   FILES_RESTORE | write << 8   w1 = client, w2 = address    as FILES_MAP: the page that the
 *                                                             client's window has there, for its
 *                                                             pager, who may grant it
 *
 * Paths begin with "/". Errors are those of errno.h. A handle belongs to the task that opened it,
 * and is gone when the server was restarted (EBADF). Strings of one message hold at most FILES_COPY
 * bytes. A task has at most FILES_HANDLES open files.
 */
#ifndef FILES_H
#define FILES_H

#include <stddef.h>
#include <stdint.h>
#include <l4/types.h>

#define FILES_BLOCK 4096u
#define FILES_COPY  65536u
#define FILES_MANY  16u
#define FILES_PATH  255u

#define FILES_HANDLES 32u

enum files_op {
    FILES_OPEN = 1,
    FILES_CLOSE,
    FILES_MAP,
    FILES_MAP_MANY,
    FILES_READ,
    FILES_WRITE,
    FILES_RESIZE,
    FILES_STAT,
    FILES_LIST,
    FILES_MAKE_DIRECTORY,
    FILES_REMOVE,
    FILES_REMOVE_DIRECTORY,
    FILES_RENAME,
    FILES_SYNC,
    FILES_SPACE,
    FILES_CACHE,
    FILES_RESTORE,
};

/* Flags of open. */
#define FILES_WRITABLE  1u
#define FILES_CREATE    2u /* make it if it is not there */
#define FILES_TRUNCATE  4u
#define FILES_EXCLUSIVE 8u /* with FILES_CREATE: EEXIST if it is there */

enum files_kind { FILES_IS_FILE = 1, FILES_IS_DIRECTORY = 2 };

struct files_entry {
    uint32_t inode, kind, size;
    char name[256];
};

struct files_stat {
    uint32_t kind, size, inode, seconds; /* seconds since 1970 of the last change */
};

/* Each blocks as long as the disk takes, and returns 0 or an error of errno.h unless it says
 * otherwise. Paths may be relative: the start page says to what. */

/* `window` NULL: nothing is mapped. Else block 0 of a file that is not empty appears there. The
 * handle (0 or more), or -error. *size may be NULL. */
int files_open(const char *path, uint32_t flags, void *window, uint32_t *size);
int files_close(int handle);

/* Maps the block at `position` (a multiple of 4 KB) over the page at the file's window. How many of
 * its bytes belong to the file (0 behind the end, and nothing is mapped), or -error. With `write`
 * the file is first lengthened by zeros, if need be, to end with this block. (What one writes
 * behind the file's end in its last block is lost: files_resize() first, then write.) */
int files_map(int handle, uint32_t position, int write);

/* The same for `blocks` (1 to FILES_MANY) blocks, to consecutive pages of the window: the bytes of
 * all of them that belong to the file. Blocks behind the end are left out. */
int files_map_many(int handle, uint32_t position, uint32_t blocks, int write);

/* Copy at most FILES_COPY bytes. How many, or -error. */
int files_read(int handle, uint32_t position, void *to, uint32_t bytes);
int files_write(int handle, uint32_t position, const void *from, uint32_t bytes);

int files_resize(int handle, uint32_t size);
int files_stat(const char *path, struct files_stat *stat);
int files_stat_handle(int handle, struct files_stat *stat);

/* The entry at *position (0 first) of a directory that is open; *position moves on. 1, 0 behind the
 * last, or -error. */
int files_list(int handle, uint32_t *position, struct files_entry *entry);

int files_make_directory(const char *path);
int files_remove(const char *path);
int files_remove_directory(const char *path);
int files_rename(const char *from, const char *to);
int files_sync(void);
int files_space(uint32_t *blocks, uint32_t *free_blocks);
int files_cache(uint32_t *pages, uint32_t *mapped, uint32_t *changed);

/* For pagers: has the page at `address` of `client`'s window mapped to `page` of the caller, who
 * grants it on. `patience` is the timeouts of the call. */
int files_restore(l4_id_t client, uint32_t address, int write, void *page, l4_timeout_t patience);

/* Makes fopen(), remove() and rename() stand on the file server. */
void files_use(void);

#endif
