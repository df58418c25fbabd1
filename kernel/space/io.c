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

#define WINDOW_LOG2 32u

static struct io_space *first_io; /* the tasks that have ports */

#define PARTS 4 /* frames besides the head; their addresses are its first words */

_Static_assert(offsetof(struct io_space, next) == PARTS * sizeof(void *),
               "the addresses of all parts stand first");
_Static_assert(IO_BLOCKS == PAGE_SIZE, "a byte for each block fills a frame");

/* A run of blocks: [first, end). */
struct blocks {
    uint32_t first, end;
};

static struct blocks
blocks_of(l4_fpage_t f)
{
    uint32_t log2 = l4_fpage_log2(f), first = (f >> 12) & (IO_BLOCKS - 1);
    if (log2 == WINDOW_LOG2)
        return (struct blocks){0, IO_BLOCKS};
    if (!l4_is_io_fpage(f) || log2 < IO_BLOCKS_LOG2 || log2 > 16)
        return (struct blocks){0, 0};
    uint32_t count = 1u << (log2 - IO_BLOCKS_LOG2);
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

/* `giver` 0 takes the block. Sixteen bits of the bitmap change: 0 allows. */
static void
give(struct io_space *io, uint32_t block, uint32_t giver)
{
    ASSERT(block < IO_BLOCKS, "there are 4096 blocks of ports");
    ASSERT(giver < L4_MAX_TASKS, "ports come from a task");
    uint16_t *bits = (uint16_t *)io->bitmap[block / (IO_BLOCKS / 2)];
    io->giver[block] = (uint8_t)giver;
    bits[block % (IO_BLOCKS / 2)] = giver ? 0 : 0xFFFF;
}

void
io_release(struct space *s)
{
    struct io_space *io = s->io, **place = &first_io;
    void **part = (void **)io;
    if (!io)
        return;
    while (*place != io) {
        ASSERT(*place, "whoever has ports is in the list of those");
        place = &(*place)->next;
    }
    *place = io->next;
    for (int i = 0; i < PARTS; i++)
        if (part[i])
            frame_free(s, virt_to_phys(part[i]));
    frame_free(s, virt_to_phys(io));
    s->io = NULL;
}

/* Five frames, charged to the task: the head, the givers, two pages of bitmap, and a kernel page
 * table that shows them. */
static int
make_bitmap(struct space *s)
{
    ASSERT(s->active && !s->io, "only an active task gets ports, and one bitmap");
    uint32_t head = frame_alloc(s);
    if (!head)
        return 0;
    struct io_space *io = phys_to_virt(head);
    void **part = (void **)io;
    io->next = first_io;
    first_io = s->io = io;
    for (int i = 0; i < PARTS; i++) {
        uint32_t frame = frame_alloc(s);
        if (!frame) {
            io_release(s);
            return 0;
        }
        part[i] = phys_to_virt(frame);
    }
    for (uint32_t block = 0; block < IO_BLOCKS; block++)
        give(io, block, 0);
    paging_private_bitmap(s->directory, io->table, virt_to_phys(io->bitmap[0]),
                          virt_to_phys(io->bitmap[1]));
    return 1;
}

/* Whoever has the block from somebody who has it no more loses it, too; and so on until nobody
 * does. */
static void
sweep(uint32_t block)
{
    int again;
    do {
        again = 0;
        for (struct io_space *io = first_io; io; io = io->next) {
            uint32_t his = io->giver[block];
            if (!his || has_block(space_at(his), block))
                continue;
            give(io, block, 0);
            again = 1;
        }
    } while (again);
}

/* Takes the blocks that came from the task `giver` (0: from none), and those of `flushed` (NULL: of
 * none); and from those who have them from there. */
static void
take(struct blocks r, uint32_t giver, const struct io_space *flushed)
{
    ASSERT(r.end <= IO_BLOCKS, "there are 4096 blocks of ports");
    for (struct io_space *io = first_io; io; io = io->next)
        for (uint32_t b = r.first; b < r.end; b++) {
            uint32_t his = io->giver[b];
            if (((const uint32_t *)io->giver)[b / 4] == 0)
                b |= 3; /* none of these four */
            if (!his || (his != giver && io != flushed))
                continue;
            give(io, b, 0);
            sweep(b);
        }
}

/* A grant: who had the block from the granter has it from the receiver now. */
static void
hand_over(uint32_t block, uint32_t granter, uint32_t receiver)
{
    for (struct io_space *io = first_io; io; io = io->next)
        if (io->giver[block] == granter)
            io->giver[block] = (uint8_t)receiver;
}

static void
map_block(struct space *from, struct space *to, uint32_t block, uint32_t grant)
{
    uint32_t giver = l4_task_no(from->task);
    if (!has_block(from, block) || to == sigma0())
        return;
    if (has_block(to, block)) { /* it goes first, and perhaps the sender's own with it */
        take((struct blocks){block, block + 1}, 0, to->io);
        if (!has_block(from, block))
            return;
    }
    ASSERT(to->io && !to->io->giver[block], "a block is mapped where none is");
    if (grant && from->io) {
        giver = from->io->giver[block];
        give(from->io, block, 0);
        hand_over(block, l4_task_no(from->task), l4_task_no(to->task));
    }
    give(to->io, block, giver);
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
    if (!(mask & L4_UNMAP_REMOVE) || !first_io) /* a port has no weaker right */
        return;
    take(blocks_of(fpage), l4_task_no(s->task), mask & L4_UNMAP_FLUSH ? s->io : NULL);
}
