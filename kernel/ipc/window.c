/*
 * The copy window: the receiver's memory, seen by the sender. Enter by window_open().
 *
 * Two entries of the sender's page directory are made to show two of the receiver's, for the kernel
 * only. So a message is copied once, and no page table is built. The entries are dropped when the
 * sender loses the processor (thread/switch.c) and put back by the page fault that follows; one
 * window serves all threads of a space. Inside one space nothing is needed. [Liedtke '93, 5.2.3]
 */
#include "ipc/transfer.h"
#include "debug/assert.h"
#include "i486/paging.h"
#include "space/map.h"
#include "thread/switch.h"

#define SHOWN_ALIGN (1u << DIRECTORY_SHIFT)

static pte_t *
entries(const struct transfer *x)
{
    return &x->from->space->directory[directory_index(WINDOW_BASE)];
}

/* What entry i (0 or 1) should be. */
static pte_t
wanted(const struct transfer *x, uint32_t i)
{
    uint32_t index = directory_index(x->window) + i;
    return index < USER_DIRECTORIES ? x->to->space->directory[index] & ~PTE_USER : 0;
}

static void
install(struct transfer *x)
{
    pte_t *entry = entries(x);
    ASSERT(x->from == current(), "the window is the running sender's");
    ASSERT(x->window != WINDOW_CLOSED, "a window shows something");
    if (switch_extra & EXTRA_WINDOW) /* the TLB may still know what it showed before */
        flush_tlb();
    switch_extra |= EXTRA_WINDOW;
    entry[0] = wanted(x, 0);
    entry[1] = wanted(x, 1);
}

static int
same_space(const struct transfer *x)
{
    return x->from->space == x->to->space;
}

uint32_t
window_open(struct transfer *x, uint32_t address)
{
    if (same_space(x))
        return address;
    uint32_t base = address & ~(SHOWN_ALIGN - 1);
    if (x->window != base) {
        x->window = base;
        install(x);
    }
    return WINDOW_BASE + (address - base);
}

/* Accessed bits are the processor's business. */
static int
differs(pte_t a, pte_t b)
{
    return (a & ~PTE_ACCESSED) != (b & ~PTE_ACCESSED);
}

int
window_restore(struct transfer *x)
{
    pte_t *entry = entries(x);
    if (!differs(entry[0], wanted(x, 0)) && !differs(entry[1], wanted(x, 1)))
        return 0;
    install(x);
    return 1;
}

uint32_t
window_to_receiver(const struct transfer *x, uint32_t address)
{
    ASSERT(address - WINDOW_BASE < WINDOW_SIZE, "an address in the window is translated");
    return x->window + (address - WINDOW_BASE);
}

void
window_close(struct transfer *x)
{
    if (x->window == WINDOW_CLOSED)
        return;
    paging_clear_window(x->from->space->directory);
    x->window = WINDOW_CLOSED;
}
