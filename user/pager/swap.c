/*
 * The swap disk. Enter by swap_take().
 */
#include "swap.h"
#include <assert.h>
#include <disk.h>

static uint8_t names[SLOTS_MAX];
static uint32_t slots, used, next;
static int asked;

static void
ask_size(void)
{
    uint32_t blocks = 0;
    asked = 1;
    if (disk_size(DISK_SWAP, &blocks) == 0)
        slots = blocks < SLOTS_MAX ? blocks : SLOTS_MAX;
}

/* The search begins behind the slot that was taken last: slots that are taken one after the other
 * lie side by side. */
uint32_t
swap_take(void)
{
    if (!asked)
        ask_size();
    for (uint32_t i = 0; i < slots; i++) {
        uint32_t slot = next;
        next = next + 1 < slots ? next + 1 : 0;
        if (names[slot] == 0) {
            names[slot] = 1;
            used++;
            return slot;
        }
    }
    return NO_SLOT;
}

void
swap_share(uint32_t slot)
{
    assert(names[slot] > 0 && names[slot] < UINT8_MAX);
    names[slot]++;
}

void
swap_drop(uint32_t slot)
{
    assert(names[slot] > 0);
    if (--names[slot] == 0)
        used--;
}

uint32_t
swap_names(uint32_t slot)
{
    return names[slot];
}

int
swap_write(uint32_t slot, const void *page)
{
    return disk_write(DISK_SWAP, slot, page);
}

int
swap_read(uint32_t slot, void *page)
{
    return disk_read(DISK_SWAP, slot, page);
}

uint32_t
swap_used(void)
{
    return used;
}
