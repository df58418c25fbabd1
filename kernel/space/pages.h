/*
 * One page of one address space: its page-table entry and the mapping it belongs to, always
 * together.
 */
#ifndef SPACE_PAGES_H
#define SPACE_PAGES_H

#include "space/mapping.h"
#include "space/space.h"

/* The entry of the page at `address` in `s`, or NULL if there is no page table there. */
static inline pte_t *
page_entry(struct space *s, uint32_t address)
{
    pte_t table = s->directory[directory_index(address)];
    return table & PTE_PRESENT ? (pte_t *)phys_to_virt(table & PTE_FRAME) + table_index(address)
                               : 0;
}

/* A page table and its shadow begin at a page both. What belongs together would lie in the same set
 * of the cache, so the shadow is twisted by a quarter of a page. */
#define SHADOW_TWIST 0x100u

/* Where the shadow of page table `i` is noted. */
static inline struct mapping ***
shadow_place(struct space *s, uint32_t i)
{
    return &s->mappings[i ^ SHADOW_TWIST];
}

/* Where the mapping that an entry belongs to is noted. There must be a page table. */
static inline struct mapping **
page_mapping_place(struct space *s, uint32_t address)
{
    return &(*shadow_place(s, directory_index(address)))[table_index(address) ^ SHADOW_TWIST];
}

/* The mapping that a present entry belongs to. */
static inline struct mapping *
page_mapping(struct space *s, uint32_t address)
{
    return *page_mapping_place(s, address);
}

/* Makes the page table for `address` if it is missing, charged to `s`. 1, or 0 if there is no
 * memory. */
int page_table_make(struct space *s, uint32_t address);

/* Fills an empty entry whose page table is there. */
void page_set(struct space *s, uint32_t address, uint32_t frame, int writable, struct mapping *m);

/* Empties an entry, and drops it from the TLB if the space is the running one. The mapping is the
 * caller's. */
void page_clear(struct space *s, uint32_t address);

/* Takes the right to write away. */
void page_protect(struct space *s, uint32_t address);

/*
 * Nodes are cut from frames that each task pays for. The first node's place in a frame is its head,
 * so a node finds its payer.
 */
struct node_frame {
    struct space *payer;
    struct mapping *free; /* threaded through `next` */
    uint32_t used;
    struct node_frame *next_partial; /* of the same payer */
};

/* Nodes of the trees, from frames charged to whoever maps. NULL if there is no memory. */
struct mapping *mapping_alloc(struct space *payer);
void mapping_free(struct mapping *m);

/* For the checks of debug/: who pays for the frame that a node lies in, and how many nodes of it
 * are in use. */
struct space *mapping_payer(const struct mapping *m);
uint32_t mapping_frame_used(const struct mapping *m);

#endif
