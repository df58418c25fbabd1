/*
 * I/O ports as a part of an address space. Enter by io_map().
 *
 * Ports come in blocks of 16, the smallest I/O fpage. For each block a task remembers who gave it:
 * that is the mapping tree.
 */
#include "space/io.h"
#include "debug/assert.h"
#include "space/frames.h"

#include <stddef.h>

#define BLOCK_LOG2  4
#define BLOCKS      4096u
#define WINDOW_LOG2 32u

/* A run of blocks: [first, end). */
struct blocks {
    uint32_t first, end;
};

static struct blocks
blocks_of(l4_fpage_t f)
{
    uint32_t log2 = l4_fpage_log2(f), first = (f >> 12) & (BLOCKS - 1);
    if (log2 == WINDOW_LOG2)
        return (struct blocks){0, BLOCKS};
    if (!l4_is_io_fpage(f) || log2 < BLOCK_LOG2 || log2 > 16)
        return (struct blocks){0, 0};
    uint32_t count = 1u << (log2 - BLOCK_LOG2);
    first &= ~(count - 1);
    return (struct blocks){first, first + count};
}

static struct space *
sigma0(void)
{
    return space_at(l4_task_no(L4_SIGMA0));
}

static int
has_block(const struct space *s, uint32_t block)
{
    return s == sigma0() || (s->io && s->io->giver[block]);
}

/* Sixteen bits of the bitmap: 0 allows. */
static void
set_bits(struct space *s, uint32_t block, uint16_t bits)
{
    ((uint16_t *)s->io->bitmap[block / (BLOCKS / 2)])[block % (BLOCKS / 2)] = bits;
}

static void
give(struct space *s, uint32_t block, uint32_t giver)
{
    s->io->giver[block] = (uint8_t)giver;
    set_bits(s, block, giver ? 0 : 0xFFFF);
}

/* Five frames, charged to the task: the head, the givers, two pages of bitmap, and a kernel page
 * table that shows them. */
static int
make_bitmap(struct space *s)
{
    uint32_t frame[5];
    for (int i = 0; i < 5; i++) {
        frame[i] = frame_alloc(s);
        if (frame[i])
            continue;
        while (i-- > 0)
            frame_free(s, frame[i]);
        return 0;
    }
    struct io_space *io = phys_to_virt(frame[0]);
    io->giver = phys_to_virt(frame[1]);
    io->bitmap[0] = phys_to_virt(frame[2]);
    io->bitmap[1] = phys_to_virt(frame[3]);
    io->table = phys_to_virt(frame[4]);
    for (uint32_t i = 0; i < PAGE_SIZE / 4; i++)
        ((uint32_t *)io->bitmap[0])[i] = ((uint32_t *)io->bitmap[1])[i] = 0xFFFFFFFFu;
    paging_private_bitmap(s->directory, io->table, frame[2], frame[3]);
    s->io = io;
    return 1;
}

/* Whoever has the block from somebody who has it no more loses it, too; and so on until nobody
 * does. */
static void
sweep(uint32_t block)
{
    for (int again = 1; again;) {
        again = 0;
        for (uint32_t i = 1; i < L4_MAX_TASKS; i++) {
            struct space *d = space_at(i);
            if (!d->io || !d->io->giver[block] || has_block(space_at(d->io->giver[block]), block))
                continue;
            give(d, block, 0);
            again = 1;
        }
    }
}

static void
take_from(struct space *s, uint32_t block)
{
    give(s, block, 0);
    sweep(block);
}

static void
take_from_receivers(uint32_t giver, uint32_t block)
{
    for (uint32_t i = 1; i < L4_MAX_TASKS; i++) {
        struct space *s = space_at(i);
        if (s->io && s->io->giver[block] == giver)
            take_from(s, block);
    }
}

/* A grant: who had the block from the granter has it from the receiver now. */
static void
hand_over(uint32_t block, uint32_t granter, uint32_t receiver)
{
    for (uint32_t i = 1; i < L4_MAX_TASKS; i++) {
        struct space *s = space_at(i);
        if (s->io && s->io->giver[block] == granter)
            s->io->giver[block] = (uint8_t)receiver;
    }
}

static void
map_block(struct space *from, struct space *to, uint32_t block, uint32_t grant)
{
    uint32_t giver = l4_task_no(from->task);
    if (!has_block(from, block) || to == sigma0())
        return;
    if (has_block(to,
                  block)) { /* what was there goes first, and perhaps the sender's own with it */
        take_from(to, block);
        if (!has_block(from, block))
            return;
    }
    if (grant && from->io) {
        giver = from->io->giver[block];
        give(from, block, 0);
        hand_over(block, l4_task_no(from->task), l4_task_no(to->task));
    }
    give(to, block, giver);
}

uint32_t
io_map(struct space *from, l4_fpage_t send, struct space *to, l4_fpage_t window)
{
    struct blocks s = blocks_of(send), w = blocks_of(window);
    if (from == to || !l4_is_io_fpage(send))
        return L4_OK;
    if (s.first < w.first)
        s.first = w.first;
    if (s.end > w.end)
        s.end = w.end;
    if (s.first >= s.end)
        return L4_OK;
    if (to != sigma0() && !to->io && !make_bitmap(to))
        return L4_EMAP;
    for (uint32_t b = s.first; b < s.end; b++)
        map_block(from, to, b, send & L4_FPAGE_GRANT);
    return L4_OK;
}

void
io_unmap(struct space *s, l4_fpage_t fpage, uint32_t mask)
{
    struct blocks r = blocks_of(fpage);
    if (!(mask & L4_UNMAP_REMOVE)) /* a port has no weaker right */
        return;
    for (uint32_t b = r.first; b < r.end; b++) {
        if (!has_block(s, b))
            continue;
        take_from_receivers(l4_task_no(s->task), b);
        if ((mask & L4_UNMAP_FLUSH) && s->io)
            take_from(s, b);
    }
}

void
io_release(struct space *s)
{
    struct io_space *io = s->io;
    if (!io)
        return;
    frame_free(s, virt_to_phys(io->giver));
    frame_free(s, virt_to_phys(io->bitmap[0]));
    frame_free(s, virt_to_phys(io->bitmap[1]));
    frame_free(s, virt_to_phys(io->table));
    frame_free(s, virt_to_phys(io));
    s->io = NULL;
}
