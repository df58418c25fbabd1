/*
 * The disk server: an IDE disk in blocks of 4 KB. Client stubs.
 *
 * The client maps the page that takes part to the server, which moves the data between it and the
 * disk's port without a copy, gives the page back, and answers when the disk has done it.
 *
 *   w0       w1                       w2                        answer
 *   block    send fpage of 4 KB       DISK_READ | drive << 8    the page holds the block
 *   block    send fpage (read-only)   DISK_WRITE | drive << 8   the disk has the block
 *   -        0                        DISK_FLUSH | drive << 8   what was written is on the medium
 *   -        0                        DISK_SIZE | drive << 8    w1 = blocks, or ENODEV
 *
 * Only servers of the configuration may ask: a block may be part of anybody's file or memory.
 *
 * Errors: EPERM (not a server), EINVAL (no such operation, no page), ENXIO (a block behind the end), EIO (the disk says
 * no, three times). Every request may be made again, so a client repeats what a crashed server left
 * open.
 */
#ifndef DISK_H
#define DISK_H

#include <stdint.h>

enum disk_op { DISK_READ = 1, DISK_WRITE, DISK_FLUSH, DISK_SIZE };

#define DISK_FILES 0 /* drive with the file system */
#define DISK_SWAP  1 /* drive that the pager swaps to */

/* `page` is page-aligned. They block until the disk has answered, across restarts of the server. 0
 * or an error. */
int disk_read(uint32_t drive, uint32_t block, void *page);
int disk_write(uint32_t drive, uint32_t block, const void *page);
int disk_flush(uint32_t drive);
int disk_size(uint32_t drive, uint32_t *blocks);

#endif
