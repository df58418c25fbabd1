/*
 * The simple case of a mapping: the answer to a page fault. Enter by map_single_page(), from the
 * fast path.
 */
#include "i486/cpu.h"
#include "space/map.h"
#include "space/pages.h"

#define ONE_PAGE       (L4_LOG2_PAGE << 2)
#define SIZE_AND_GRANT (0xFFCu | L4_FPAGE_GRANT)

HOT_TEXT int
map_single_page(struct space *from, l4_fpage_t send, uint32_t send_base, struct space *to)
{
    uint32_t source = send & PAGE_MASK, target = send_base & PAGE_MASK;
    if (unlikely((send & SIZE_AND_GRANT) != ONE_PAGE || source >= KERNEL_BASE ||
                 target >= KERNEL_BASE))
        return 0;
    pte_t *f = page_entry(from, source), *t = page_entry(to, target);
    if (unlikely(!f || !t || !(*f & PTE_PRESENT) || (*t & PTE_PRESENT) || from == to))
        return 0;
    struct mapping *area = to->areas[target >> GIGABYTE_SHIFT]
                               ? to->areas[target >> GIGABYTE_SHIFT][area_index(target)]
                               : 0;
    if (unlikely(!area))
        return 0;
    mapping_add(page_mapping(from, source), area + page_in_area(target), target,
                l4_task_no(to->task));
    *t = (*f & PTE_FRAME) | PTE_PRESENT | PTE_USER | (send & *f & PTE_WRITE);
    return 1;
}
