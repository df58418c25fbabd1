/*
 * Map, grant and unmap: the three operations on address spaces [Liedtke '95, 3.1].
 */
#ifndef SPACE_MAP_H
#define SPACE_MAP_H

#include <l4/types.h>
#include "i486/trap.h"
#include "space/pages.h"
#include "thread/tcb.h"

/*
 * Maps or grants what `send` names in `from` to the receive fpage `window` in `to`; `send_base`
 * says where in it. Pages that `from` does not have are left out. Returns L4_OK, or L4_EMAP when
 * `to` has no memory left for page tables or nodes; the pages before stay mapped. Never blocks.
 * Within one space it does nothing.
 */
uint32_t map_fpage(struct space *from, l4_fpage_t send, uint32_t send_base, struct space *to,
                   l4_fpage_t window);

/* Takes what was derived from `s`'s pages in `fpage` away, or makes it read-only, as `mask` says
 * (L4_UNMAP_*); with L4_UNMAP_FLUSH the pages of `s` themselves, too. Cost is in proportion to the
 * pages and mappings touched. */
void unmap_fpage(struct space *s, l4_fpage_t fpage, uint32_t mask);

/* System call 0x32. */
void sys_fpage_unmap(struct trap_frame *f);

/* Gives sigma0 the frame at the physical address `address` at the same virtual one, as the root of
 * a new tree. Returns 0 if that is not memory that sigma0 may have. */
int sigma0_obtain(uint32_t address);

/* Makes the area of `fpage`, a send fpage of one page, that which `t` knows. 0 if it is no such
 * fpage, or there is no page table or no nodes. In map_single.c. */
int area_find(struct tcb *t, l4_fpage_t fpage);

#define AREA_MASK      (~0u << AREA_SHIFT)
#define ONE_PAGE       (L4_LOG2_PAGE << 2)
#define SIZE_AND_GRANT (0xFFCu | L4_FPAGE_GRANT)

/*
 * The simple case of a mapping between two spaces, the answer to a page fault: one page, mapped, not
 * granted, page tables and nodes there, nothing there before, and `to` takes whatever it is given.
 * Returns 0 if it is not that; then nothing was changed. Never blocks. The page will be used
 * at once, so its entry begins as accessed.
 */
static inline int
map_single_page(struct tcb *from, l4_fpage_t send, struct tcb *to, uint32_t send_base)
{
    if (unlikely((send & (AREA_MASK | SIZE_AND_GRANT)) != from->area.key) && !area_find(from, send))
        return 0;
    uint32_t target = send_base & PAGE_MASK;
    if (unlikely(((send_base & AREA_MASK) | ONE_PAGE) != to->area.key) &&
        !area_find(to, target | ONE_PAGE))
        return 0;
    uint32_t i = page_in_area(send), k = page_in_area(send_base);
    pte_t entry = from->area.entries[i];
    if (unlikely(!(entry & PTE_PRESENT) || (to->area.entries[k] & PTE_PRESENT)))
        return 0;
    to->area.entries[k] =
        (entry & (PTE_FRAME | PTE_PRESENT | PTE_USER | (send & PTE_WRITE))) | PTE_ACCESSED;
    mapping_add(&from->area.nodes[i], &to->area.nodes[k], target, l4_task_no(to->id));
    return 1;
}

#endif
