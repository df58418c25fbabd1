/*
 * The page tables of a space, compressed: one line for each range of pages that follow each other
 * in virtual and in physical memory with the same rights. Enter by kdb_pages().
 */
#include "debug/console.h"
#include "debug/kdb/commands.h"
#include "debug/kdb/parse.h"
#include "debug/kdb/tables.h"

#define RIGHTS (PTE_WRITE | PTE_USER | PTE_NO_CACHE)

struct range {
    uint32_t begin, pages;
    pte_t first; /* entry of the first page */
};

static void
show_range(const struct range *r)
{
    uint32_t size = r->pages * PAGE_SIZE, phys = r->first & PTE_FRAME;
    if (!r->pages)
        return;
    kprintf("%08x-%08x  frames %08x-%08x  %s%s  %u page%s\n", r->begin, r->begin + size - 1, phys,
            phys + size - 1, r->first & PTE_WRITE ? "rw" : "r-",
            r->first & PTE_NO_CACHE ? " not cached" : "", r->pages, r->pages == 1 ? "" : "s");
}

static int
continues(const struct range *r, uint32_t address, pte_t entry)
{
    uint32_t size = r->pages * PAGE_SIZE;
    return r->pages && address == r->begin + size &&
           (entry & PTE_FRAME) == (r->first & PTE_FRAME) + size &&
           (entry & RIGHTS) == (r->first & RIGHTS);
}

static void
add_page(struct range *r, uint32_t address, pte_t entry)
{
    if (!continues(r, address, entry)) {
        show_range(r);
        *r = (struct range){address, 0, entry};
    }
    r->pages++;
}

static void
show_window(const struct space *s)
{
    for (uint32_t i = directory_index(WINDOW_BASE), n = 0; n < 2; n++)
        if (s->directory[i + n] & PTE_PRESENT)
            kprintf("copy window, part %u: page table at %08x\n", n,
                    s->directory[i + n] & PTE_FRAME);
}

void
kdb_pages(const char *line)
{
    const struct space *s = parse_space_or_stopped(&line);
    struct range r = {0, 0, 0};
    uint32_t total = 0;
    if (!s)
        return;
    kprintf("task %u, page directory at %08x\n", l4_task_no(s->task), s->directory_phys);
    for (uint32_t address = 0; address < KERNEL_BASE; address += PAGE_SIZE) {
        if (!(s->directory[directory_index(address)] & PTE_PRESENT)) {
            address |= (1u << DIRECTORY_SHIFT) - PAGE_SIZE; /* nothing up to the next 4 MB border */
            continue;
        }
        pte_t entry = table_entry(s->directory_phys, address);
        if (entry) {
            add_page(&r, address, entry);
            total++;
        }
    }
    show_range(&r);
    show_window(s);
    kprintf("%u pages\n", total);
}
