/*
 * How many bytes the kernel copies out of and into a named buffer of a user program.
 *
 * The kernel may reach the buffer through a window of its own, so a buffer is known by the physical
 * pages that its owner was seen to use. Owner: code of the ELF file that the buffer's name came
 * from.
 */
#include "buffer.h"
#include <string.h>

static void
learn(struct buffer *b, uint32_t linear, uint32_t pa)
{
    uint32_t page = (linear & ~(uint32_t)(PAGE - 1)) - (b->start & ~(uint32_t)(PAGE - 1));

    if (page / PAGE < BUFFER_PAGES)
        b->frame[page / PAGE] = (pa & ~(uint32_t)(PAGE - 1)) | 1;
}

/* Bytes of the access that lie in the part of the buffer that page `n` holds. */
static uint32_t
overlap(const struct buffer *b, unsigned n, uint32_t pa, uint32_t size)
{
    uint32_t frame = b->frame[n] & ~1u, base = b->start & ~(uint32_t)(PAGE - 1);
    uint32_t from = n == 0 ? b->start - base : 0;
    uint32_t end = b->start + b->size - base - n * PAGE, low, high;

    if (end > PAGE)
        end = PAGE;
    low = pa > frame + from ? pa : frame + from;
    high = pa + size < frame + end ? pa + size : frame + end;
    return low < high ? high - low : 0;
}

static void
count_kernel(struct machine *m, unsigned number, uint32_t pa, uint32_t size, bool store)
{
    const struct buffer *b = &m->buffers->buffer[number];

    for (unsigned n = 0; n < BUFFER_PAGES; n++)
        if (b->frame[n] && (b->frame[n] & ~1u) == (pa & ~(uint32_t)(PAGE - 1)))
            m->count[(store ? BUFFER_IN : BUFFER_OUT) + number] += overlap(b, n, pa, size);
}

void
buffer_access(struct machine *m, uint32_t linear, uint32_t pa, uint32_t size, bool store)
{
    struct buffers *all = m->buffers;

    for (unsigned i = 0; i < all->count; i++) {
        struct buffer *b = &all->buffer[i];

        if (m->cpl == 0)
            count_kernel(m, i, pa, size, store);
        else if (linear - b->start < b->size && (b->owner < 0 || b->owner == all->running))
            learn(b, linear, pa);
    }
}
