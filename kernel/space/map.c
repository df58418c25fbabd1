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
//@ex 3.3 map and grant into a window
    if (!has_page(from, source))
        return L4_OK;
    if (!page_table_make(to, target))
        return L4_EMAP;
    if (*page_entry(to, target) & PTE_PRESENT) {
        remove_page(to, target);
        if (!has_page(from, source)) /* the sender had it from the receiver */
            return L4_OK;
    }
    pte_t entry = *page_entry(from, source);
    int writable = (entry & PTE_WRITE) && (rights & L4_FPAGE_WRITE);
    page_set(to, target, entry & PTE_FRAME, writable);
    struct mapping *parent = page_mapping(from, source), *m = page_mapping(to, target);
    if (!(rights & L4_FPAGE_GRANT)) {
        mapping_add(parent, m, target, l4_task_no(to->task));
        return L4_OK;
    }
    /* The page changes hands: those who have it from the giver have it from the receiver. */
    mapping_replace(parent, m, target, l4_task_no(to->task));
    page_clear(from, source);
    if (!writable)
        unmap_fpage(to, l4_fpage(target, L4_LOG2_PAGE, 0), 0);
    return L4_OK;
//@stub
//:     (void)has_page;
//:     (void)remove_page;
//:     TODO("3.3");
//@end
}

//@ex 3.3 map and grant into a window
/* How far the next page with a page table in `s` may be: to the next 4 MB border if there is none
 * here. */
static uint32_t
step(struct space *s, uint32_t address)
{
    if (page_entry(s, address) || s == space_at(l4_task_no(L4_SIGMA0)))
        return PAGE_SIZE;
    return (1u << DIRECTORY_SHIFT) - (address & ((1u << DIRECTORY_SHIFT) - 1));
}

//@stub
//@end
uint32_t
map_fpage(struct space *from, l4_fpage_t send, uint32_t send_base, struct space *to,
          l4_fpage_t window)
{
    if (l4_is_io_fpage(send))
        return io_map(from, send, to, window);
//@ex 3.3 map and grant into a window
    struct region s = fpage_region(send), w = fpage_region(window), source, target;
    uint32_t error = L4_OK;
    if (!s.log2 || !w.log2 || from == to)
        return L4_OK;
    fpage_project(s, send_base, w, &source, &target);
    ASSERT(source.log2 == target.log2, "what is sent and where it lands have one size");
    uint32_t last = region_size(source) - 1;
    for (uint32_t at = 0; error == L4_OK;) {
        uint32_t a = source.base + at;
        if (a >= KERNEL_BASE || target.base + at >= KERNEL_BASE)
            break;
        error = map_page(from, a, to, target.base + at, send & (L4_FPAGE_WRITE | L4_FPAGE_GRANT));
        uint32_t advance = step(from, a);
        if (last - at < advance)
            break;
        at += advance;
    }
    return error;
//@stub
//:     (void)map_page;
//:     TODO("3.3");
//@end
}
