/*
 * I/O ports as a part of an address space.
 *
 * A task that has a port has its bit cleared in a permission bitmap of its own, which the processor
 * reads behind the TSS. The bitmap's two pages are at the same address in every space and differ in
 * what they show, so no switch has to copy or load anything; a task without ports shows a bitmap
 * without permissions that all such tasks share. [l4 X.0: I/O fpages; i486 manual 8.3]
 */
#ifndef SPACE_IO_H
#define SPACE_IO_H

#include <l4/types.h>
#include "space/space.h"

/* The ports of a task that has some: the start of a frame. Blocks are of 16 ports, the smallest I/O
 * fpage. */
#define IO_BLOCKS      4096u
#define IO_BLOCKS_LOG2 4

struct io_space {
    uint8_t *giver;        /* for each block the number of the task it came from; 0: not had */
    uint8_t *bitmap[2];    /* what the processor reads */
    pte_t *table;          /* kernel page table that shows the bitmap at IO_BITMAP */
    struct io_space *next; /* of all tasks that have ports */
};

/* Maps (or grants) the ports of the I/O fpage `send` that `from` has to `to`, as far as `window`
 * (an I/O fpage, or the whole space) allows. sigma0 has all ports. L4_OK, or L4_EMAP if there is no
 * memory for a bitmap. */
uint32_t io_map(struct space *from, l4_fpage_t send, struct space *to, l4_fpage_t window);

/* Takes the ports of `fpage` from all who have them from `s`, and with L4_UNMAP_FLUSH in `mask`
 * from `s`, too. Costs in proportion to the blocks that tasks have there, times the tasks that have
 * any ports; of blocks that nobody has, four are looked at in one step. Interrupts stay off. */
void io_unmap(struct space *s, l4_fpage_t fpage, uint32_t mask);

/* Gives the bitmap back. All ports must have been unmapped. */
void io_release(struct space *s);

#endif
