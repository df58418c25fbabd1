/*
 * The way to a thread's area, where it has not been there last. Enter by area_find(), from the fast
 * path of a page fault's answer.
 */
#include "i486/cpu.h"
#include "space/map.h"

HOT_TEXT int
area_find(struct tcb *t, l4_fpage_t fpage)
{
    const struct space *s = t->space;
    if ((fpage & SIZE_AND_GRANT) != ONE_PAGE || fpage >= KERNEL_BASE)
        return 0;
    pte_t *entry = page_entry(s, fpage);
    struct mapping **areas = s->areas[fpage >> GIGABYTE_SHIFT],
                   *nodes = areas ? areas[area_index(fpage)] : 0;
    if (!entry || !nodes)
        return 0;
    t->area = (struct area){(fpage & AREA_MASK) | ONE_PAGE, entry - page_in_area(fpage), nodes};
    return 1;
}
