/*
 * One page of one address space: its page-table entry and its node in the mapping tree, always
 * together.
 *
 * The nodes of an area of 1 MB (256 pages) fill a frame, in the order of the pages. So a page's
 * address says where its node is: nodes are neither allocated nor looked for. The frames of nodes
 * are found as page tables are, by a directory: one frame for each GB that is in use.
 */
#ifndef SPACE_PAGES_H
#define SPACE_PAGES_H

#include "space/mapping.h"
#include "space/space.h"

#define AREA_SHIFT 20
#define AREA_PAGES 256u

_Static_assert(sizeof(void *) != 4 || AREA_PAGES * sizeof(struct mapping) == PAGE_SIZE,
               "the nodes of an area fill a frame");

/* The entry of the page at `address` in `s`, or NULL if there is no page table there. */
pte_t *page_entry(const struct space *s, uint32_t address);

/* Which area of its GB an address lies in, and which page of its area. */
static inline uint32_t
area_index(uint32_t address)
{
    return (address >> AREA_SHIFT) & (ENTRIES - 1);
}

static inline uint32_t
page_in_area(uint32_t address)
{
    return (address >> PAGE_SHIFT) & (AREA_PAGES - 1);
}

/* The node of the page at `address`. Its entry must be present, or page_table_make() have been
 * called for it. */
struct mapping *page_mapping(const struct space *s, uint32_t address);

/* Makes the page table and the nodes for `address` if they are missing, charged to `s`. 1, or 0 if
 * there is no memory. */
int page_table_make(struct space *s, uint32_t address);

/* Gives all page tables and nodes back. All pages must have been unmapped. */
void page_tables_free(struct space *s);

/* Fills an empty entry whose page table is there. The node is the caller's. */
void page_set(struct space *s, uint32_t address, uint32_t frame, int writable);

/* Empties an entry, and drops it from the TLB if the space is the running one. The node is the
 * caller's. */
void page_clear(struct space *s, uint32_t address);

/* Takes the right to write away. */
void page_protect(struct space *s, uint32_t address);

#endif
