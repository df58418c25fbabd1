/*
 * The look at a file system that was not left clean.
 */
#ifndef FS_MEND_H
#define FS_MEND_H

#include "ext2/ext2.h"

/* Was it left in the middle of a sync, and is that the only reason why it is read-only? */
int mend_wanted(const struct ext2 *fs);

/*
 * Looks at every directory and at every inode that a directory names (not at the contents of
 * files), and makes bitmaps and counts agree with that. What a sync that was cut short leaves is
 * mended so, by the order of its writes: entries whose inode is not there yet are cleared, blocks
 * that nobody has are free. 0: the disk is clean, mount it again. Else an error of the library,
 * nothing was written, and *why tells what only e2fsck may decide.
 */
int mend(struct ext2 *fs, const char **why);

#endif
