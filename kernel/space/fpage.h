/*
 * Arithmetic of fpages: no state, no processor; tests/test_fpage.c runs it on the host.
 */
#ifndef SPACE_FPAGE_H
#define SPACE_FPAGE_H

#include <l4/types.h>

#define USER_LOG2_LIMIT 32u

/* A piece of an address space: 2^log2 bytes at `base`. log2 = 0: nothing. */
struct region {
    uint32_t base;
    uint32_t log2;
};

/* The region that a memory fpage names, with its base cut to its size; nothing if it is smaller
 * than a page, larger than the whole space, or no memory fpage. */
struct region fpage_region(l4_fpage_t f);

/* Bytes of a region; the whole space has 2^32, which is 0 here, so that base + size - 1 is right
 * for all. */
static inline uint32_t
region_size(struct region r)
{
    return r.log2 >= 32 ? 0 : 1u << r.log2;
}

/*
 * Where a send fpage lands in a receive window [l4 X.0: fpages, "projection"]. Both must be
 * regions, not nothing. After the call *from and *to have the same size: the smaller of the two.
 * `send_base` chooses the place in a larger window, or the part of a larger send fpage.
 */
void fpage_project(struct region send, uint32_t send_base, struct region window,
                   struct region *from, struct region *to);

#endif
