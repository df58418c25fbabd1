/*
 * A file's pages, as its node has them.
 */
#ifndef FS_PAGES_H
#define FS_PAGES_H

#include "table.h"

/* The page of block `index`, which lies inside the file, pinned: as ext2_page_read() and
 * ext2_page_write(). 0 or an error of errno.h. */
int page_read(struct node *node, uint32_t index, struct page **page);
int page_write(struct node *node, uint32_t index, struct page **page);

/* Makes the file so long. */
int node_resize(struct node *node, uint32_t size);

#endif
