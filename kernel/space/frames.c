/*
 * The kernel's own memory. Enter by frames_init(). Free frames form a list that runs through their
 * first words.
 */
#include "space/frames.h"
#include "space/space.h"
#include "i486/paging.h"
#include "debug/assert.h"

static uint32_t free_list; /* physical address of the first free frame; 0: none */
static uint32_t free_count, total_count;

void
frames_init(uint32_t low, uint32_t high)
{
    ASSERT((low | high) % PAGE_SIZE == 0, "the kernel's memory begins and ends at a page");
    for (uint32_t phys = high; phys > low; phys -= PAGE_SIZE)
        frame_free(NULL, phys - PAGE_SIZE);
    total_count = free_count;
}

uint32_t
frame_alloc(struct space *payer)
{
    uint32_t phys = free_list;
    if (!phys || (payer && payer->frames >= payer->frame_limit))
        return 0;
    uint32_t *frame = phys_to_virt(phys);
    ASSERT(free_count > 0, "the list of free frames is as long as its count");
    ASSERT(phys % PAGE_SIZE == 0, "the list of free frames holds frames");
    free_list = frame[0];
    free_count--;
    if (payer)
        payer->frames++;
    for (uint32_t i = 0; i < PAGE_SIZE / 4; i++)
        frame[i] = 0;
    return phys;
}

void
frame_free(struct space *payer, uint32_t phys)
{
    uint32_t *frame = phys_to_virt(phys);
    ASSERT(phys && phys % PAGE_SIZE == 0, "what is given back is a frame");
    if (payer) {
        ASSERT(payer->frames > 0, "a task gives back only frames that it was charged for");
        payer->frames--;
    }
    frame[0] = free_list;
    free_list = phys;
    free_count++;
}

uint32_t
frames_free_count(void)
{
    return free_count;
}
