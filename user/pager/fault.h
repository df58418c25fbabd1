/*
 * What a page fault is answered with: by the kind of region, one function for each idea.
 */
#ifndef PAGER_FAULT_H
#define PAGER_FAULT_H

#include <pager.h>
#include "task.h"

extern uint32_t pager_counts[PAGER_COUNTS_END];

/* How a fault is dealt with. All but the first two end the program. */
enum fault_result {
    FAULT_MAP,     /* the page is there now: map it */
    FAULT_FORWARD, /* the file server knows */
    FAULT_NOBODYS, /* there is no region */
    FAULT_WRITE,   /* a write to what is read-only */
    FAULT_MEMORY,  /* no frame, no slot on the swap disk */
    FAULT_FILE,    /* the program's file cannot be read */
    FAULT_SWAP,    /* the swap disk cannot be read */
};

/* The page to map: an address of the pager's. `did` is what was done, for the trace. */
struct fault_page {
    uint32_t from;
    int writable;
    const char *did;
};

/* Makes the page at `address` of a running task present, for writing if `write`. May block for the
 * file server or the swap disk. */
enum fault_result fault_resolve(struct task *t, uint32_t address, int write,
                                struct fault_page *page);

/* The record of a page, in a new table if there is none yet; NULL if there is no frame for it. */
page_t *fault_record(struct task *t, uint32_t address);

/* Makes `f` the frame of a private page that had none. */
void fault_install(struct task *t, page_t *record, uint32_t address, uint32_t f, uint32_t copy);

/* Demand zero (zero.c): the first touch of a page of zeros. */
enum fault_result fault_zero(struct task *t, page_t *record, uint32_t address);

/* Swap (page_in.c): the page is on the swap disk. */
enum fault_result fault_page_in(struct task *t, page_t *record, uint32_t address);

/* Copy on write (copy.c): the page gets a frame of its own with the content of `from`. */
enum fault_result fault_copy(struct task *t, page_t *record, uint32_t address, uint32_t from);

/* One record less names the private frame `f`; behind the last one it is free. */
void frame_leave(uint32_t f);

/* Makes a private page nothing again. */
void page_forget(struct task *t, page_t *record);

/* Gives `to` the private page at `address` of `from`: both have the same frame or slot until one
 * writes. The regions must be private in both. FAULT_MAP, or why not. */
enum fault_result page_share(struct task *from, struct task *to, uint32_t address);

#endif
