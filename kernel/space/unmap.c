/*
 * Unmap: the recursive one of the three. Enter by unmap_fpage().
 */
#include "space/map.h"
#include "debug/assert.h"
#include "debug/todo.h"
#include "space/fpage.h"
#include "space/io.h"
#include "space/pages.h"
#include "thread/tcb.h"

#include <stddef.h>

//@ex 3.4 mapping tree and unmap
static void
drop(struct mapping *m)
{
    page_clear(space_at(mapping_task(m)), mapping_page(m));
    mapping_remove(m);
}

static void
unmap_page(struct space *s, uint32_t address, uint32_t mask)
{
    struct mapping *top = page_mapping(s, address), *m;
    ASSERT(mapping_task(top) == l4_task_no(s->task) && mapping_page(top) == address,
           "a page's node says whose page it is, and where");
    if (mask & L4_UNMAP_REMOVE) {
        while ((m = mapping_first(top)))
            drop(m);
        if (mask & L4_UNMAP_FLUSH)
            drop(top);
        return;
    }
    for (m = mapping_first(top); m; m = mapping_next(top, m))
        page_protect(space_at(mapping_task(m)), mapping_page(m));
    if (mask & L4_UNMAP_FLUSH)
        page_protect(s, address);
}

//@stub
//@end
void
unmap_fpage(struct space *s, l4_fpage_t fpage, uint32_t mask)
{
//@ex 3.4 mapping tree and unmap
    struct region r = fpage_region(fpage);
    if (!r.log2)
        return;
    uint32_t last = r.base + (region_size(r) - 1);
    for (uint32_t a = r.base; a < KERNEL_BASE; a += PAGE_SIZE) {
        pte_t *entry = page_entry(s, a);
        if (!entry)
            a |= (1u << DIRECTORY_SHIFT) - PAGE_SIZE; /* nothing up to the next 4 MB border */
        else if (*entry & PTE_PRESENT)
            unmap_page(s, a, mask);
        if (a >= (last & PAGE_MASK))
            break;
    }
//@stub
//:     TODO("3.4");
//@end
}

void
sys_fpage_unmap(struct trap_frame *f)
{
    if (l4_is_io_fpage(f->eax))
        io_unmap(current()->space, f->eax, f->ecx);
    else
        unmap_fpage(current()->space, f->eax, f->ecx);
}
