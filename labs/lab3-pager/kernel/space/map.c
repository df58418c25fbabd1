/*
 * Map and grant. Enter by map_fpage().
 */
#include "space/map.h"
#include "space/kip.h"
#include "debug/assert.h"
#include "debug/todo.h"
#include "space/fpage.h"
#include "space/io.h"
#include "space/pages.h"

#include <stddef.h>

/* Where sigma0 sees the board's devices, and how far below their physical addresses (l4 X.0: sigma0
 * protocol). */
#define DEVICES_BASE  0x40000000u
#define DEVICES_SHIFT 0x40000000u

static int
in_range(uint32_t address, struct l4_range r)
{
    return r.high && address >= r.low && address < r.high;
}

/* Memory that is nobody's yet: not the kernel's. The kernel info page may be had, too, but not
 * written. */
static int
is_users_memory(uint32_t address)
{
    return in_range(address, kip->main_memory) && !in_range(address, kip->reserved[0]) &&
           !in_range(address, kip->reserved[1]);
}

int
sigma0_obtain(uint32_t address)
{
    struct space *sigma0 = space_at(l4_task_no(L4_SIGMA0));
    ASSERT(address % PAGE_SIZE == 0, "sigma0 obtains whole pages");
    int info_page = address == kip_frame(), device = address >= DEVICES_BASE;
    pte_t *entry = page_entry(sigma0, address);
    if (entry && (*entry & PTE_PRESENT))
        return 1;
    if (address >= KERNEL_BASE || (!info_page && !device && !is_users_memory(address)))
        return 0;
    if (!page_table_make(sigma0, address))
        return 0;
    mapping_root(page_mapping(sigma0, address), address, l4_task_no(L4_SIGMA0));
    page_set(sigma0, address, device ? address + DEVICES_SHIFT : address, !info_page);
    return 1;
}

static int
has_page(struct space *s, uint32_t address)
{
    pte_t *entry = page_entry(s, address);
    if (entry && (*entry & PTE_PRESENT))
        return 1;
    return s == space_at(l4_task_no(L4_SIGMA0)) && sigma0_obtain(address);
}

static void
remove_page(struct space *s, uint32_t address)
{
    unmap_fpage(s, l4_fpage(address, L4_LOG2_PAGE, 0), L4_UNMAP_REMOVE | L4_UNMAP_FLUSH);
}

/*
 * Maps the page of `from` at `source` to `target` in `to`, with those of the sender's rights that
 * `rights` names; grants it with L4_FPAGE_GRANT. A page that the sender does not have changes
 * nothing. What stood at `target` goes first, and with it what others have from there: that may be
 * the sender's own page. A grant takes the page from the sender, while those who have it from the
 * sender keep it. L4_EMAP if there is no memory for tables or nodes. Never blocks.
 */
static uint32_t
map_page(struct space *from, uint32_t source, struct space *to, uint32_t target, uint32_t rights)
{
    ASSERT(from != to, "mapping within one task has no effect");
    (void)has_page;
    (void)remove_page;
    TODO("3.3");
}

uint32_t
map_fpage(struct space *from, l4_fpage_t send, uint32_t send_base, struct space *to,
          l4_fpage_t window)
{
    if (l4_is_io_fpage(send))
        return io_map(from, send, to, window);
    (void)map_page;
    TODO("3.3");
}
