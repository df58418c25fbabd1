/*
 * Cache pages in clients' windows.
 *
 * mark[0] of a page of the cache says what clients may have of it: MARK_MAPPED from the answer that
 * maps it until it is taken back from all of them.
 */
#ifndef FS_WINDOWS_H
#define FS_WINDOWS_H

#include "table.h"

#define MARK_MAPPED 1u

/* May that be a window? One page of it at least lies between BUFFER_BASE and BUFFER_END. */
int window_allowed(uint32_t window);

/* Gives an open file without a window this one. */
void window_set(struct open_file *file, uint32_t window);

/* The file will be closed: its window is none any more. */
void window_end(struct open_file *file);

/* The send fpage (two words: base, fpage) of block `index`, which lies inside the file, for page
 * `page` of the window, which shows that block from now on. 0 or an error of errno.h. */
int window_map(struct open_file *file, uint32_t index, uint32_t page, int write, uint32_t *words);

/* Takes the page from all clients: the next touch of each faults. */
void page_take_back(struct page *page);

/* Takes from all clients the right to write: what they write next is seen. */
void page_protect(struct page *page);

/* Contents are about to be where a hole was: clients that see the page of zeros must look again. */
void window_holes_change(void);

#endif
