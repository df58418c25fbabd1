/*
 * Page frames. Enter by frame_take().
 */
#include "frame.h"
#include <assert.h>
#include <string.h>
#include <ipc.h>

struct frame frames[FRAMES_MAX];

static uint8_t *base;
static uint32_t all, left, first_free;

void
frames_init(void *memory, uint32_t count)
{
    base = memory;
    all = left = count < FRAMES_MAX ? count : FRAMES_MAX;
    first_free = NO_FRAME;
    for (uint32_t f = all; f-- > 0; first_free = f)
        frames[f] = (struct frame){.use = FRAME_FREE, .page = first_free};
}

uint32_t
frame_take(enum frame_use use)
{
    uint32_t f = first_free;
    if (f == NO_FRAME)
        return NO_FRAME;
    first_free = frames[f].page;
    frames[f] = (struct frame){.use = (uint8_t)use, .copy = COPY_NONE};
    left--;
    return f;
}

static void
unmap(uint32_t f, uint32_t mask)
{
    uint32_t address = (uint32_t)(uintptr_t)frame_address(f);
    l4_fpage_unmap(l4_fpage(address, L4_LOG2_PAGE, 0), mask);
}

void
frame_free(uint32_t f)
{
    assert(frames[f].use != FRAME_FREE);
    unmap(f, L4_UNMAP_REMOVE);
    frames[f] = (struct frame){.use = FRAME_FREE, .page = first_free};
    first_free = f;
    left++;
}

void
frame_unmap(uint32_t f)
{
    frames[f].referenced = 0;
    unmap(f, L4_UNMAP_REMOVE);
}

void
frame_protect(uint32_t f)
{
    unmap(f, 0);
}

void *
frame_address(uint32_t f)
{
    assert(f < all);
    return base + f * L4_PAGE_SIZE;
}

uint32_t
frames_all(void)
{
    return all;
}

uint32_t
frames_left(void)
{
    return left;
}
