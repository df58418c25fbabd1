/*
 * Page records: where the content of each private page of a task is. Like the processor's page
 * tables they have two levels: a task notes at most PARTS tables, each a frame of records for 4 MB.
 *
 *   nothing yet      the page is as its region says: zeros, or the file's
 *   a frame          in memory; the frame may be shared with other tasks until somebody writes
 *   a slot           on the swap disk
 */
#ifndef PAGER_PAGE_H
#define PAGER_PAGE_H

#include <stdint.h>
#include "frame.h"

#define PARTS      16u /* 64 MB for each task */
#define PART_BYTES (4u << 20)

typedef uint32_t page_t;

#define PAGE_NOTHING 0u
#define PAGE_KIND    3u
#define PAGE_FRAME   1u
#define PAGE_SLOT    2u

static inline page_t
page_in_frame(uint32_t frame)
{
    return frame << 2 | PAGE_FRAME;
}

static inline page_t
page_in_slot(uint32_t slot)
{
    return slot << 2 | PAGE_SLOT;
}

/* The frame or slot. */
static inline uint32_t
page_number(page_t page)
{
    return page >> 2;
}

struct pages {
    uint32_t count;           /* tables */
    uint32_t frames, slots;   /* records that name a frame, a slot */
    uint32_t begin[PARTS];    /* first address that a table is for */
    uint32_t table_of[PARTS]; /* the frame that holds it */
};

/* The record of the page at `address`, or NULL if there is no table yet: then it is PAGE_NOTHING.
 */
page_t *page_find(const struct pages *p, uint32_t address);

/* Makes the frame `table` (FRAME_KEPT) the table for `address`. 0, or -1 if there are PARTS
 * already. */
int page_add_table(struct pages *p, uint32_t address, uint32_t table);

/* Changes a record, and counts. */
void page_set(struct pages *p, page_t *record, page_t to);

/* Calls `visit` with each record that is something and its address. */
void page_each(struct pages *p, void (*visit)(void *with, uint32_t address, page_t *record),
               void *with);

#endif
