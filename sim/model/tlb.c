/* The translation look-aside buffer: 32 entries, four ways, eight sets chosen by linear bits 14
 * to 12. */
#include "machine.h"
#include <string.h>
#include "lru.h"

static unsigned
set_of(uint32_t page)
{
    return (page >> 12) & (TLB_SETS - 1);
}

bool
tlb_search(struct tlb *tlb, uint32_t linear, struct tlb_entry **entry)
{
    uint32_t page = linear & ~(uint32_t)(PAGE - 1);
    unsigned set = set_of(page), victim = WAYS;

    for (unsigned way = 0; way < WAYS; way++) {
        struct tlb_entry *e = &tlb->way[set][way];

        if (e->valid && e->page == page) {
            tlb->order[set] = lru_use(tlb->order[set], way);
            *entry = e;
            return true;
        }
        if (!e->valid && victim == WAYS)
            victim = way;
    }
    if (victim == WAYS)
        victim = lru_victim(tlb->order[set]);
    tlb->order[set] = lru_use(tlb->order[set], victim);
    *entry = &tlb->way[set][victim];
    **entry = (struct tlb_entry){.page = page, .valid = true};
    return false;
}

struct tlb_entry *
tlb_find(struct tlb *tlb, uint32_t linear)
{
    uint32_t page = linear & ~(uint32_t)(PAGE - 1);

    for (unsigned way = 0; way < WAYS; way++) {
        struct tlb_entry *e = &tlb->way[set_of(page)][way];

        if (e->valid && e->page == page)
            return e;
    }
    return NULL;
}

void
tlb_drop(struct tlb *tlb, uint32_t linear)
{
    struct tlb_entry *e = tlb_find(tlb, linear);

    if (e)
        e->valid = false;
}

void
tlb_flush(struct tlb *tlb)
{
    memset(tlb, 0, sizeof *tlb);
}
