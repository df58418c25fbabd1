/*
 * The mapping tree of a frame, drawn. Enter by kdb_tree().
 */
#include "debug/console.h"
#include "debug/kdb/commands.h"
#include "debug/kdb/parse.h"
#include "debug/kdb/show.h"
#include "debug/kdb/tables.h"
#include "space/mapping.h"
#include "space/pages.h"

#include <stddef.h>

#define MAX_NODES 256 /* that are shown */

/* A mapping of `frame` in `s`, whichever comes first; NULL if it has none. */
static const struct mapping *
find_in_space(struct space *s, uint32_t frame)
{
    for (uint32_t address = 0; address < KERNEL_BASE; address += PAGE_SIZE) {
        if (!(s->directory[directory_index(address)] & PTE_PRESENT)) {
            address |= (1u << DIRECTORY_SHIFT) - PAGE_SIZE;
            continue;
        }
        pte_t entry = table_entry(s->directory_phys, address);
        if (entry && (entry & PTE_FRAME) == frame)
            return page_mapping(s, address);
    }
    return NULL;
}

/* Where the tree begins: sigma0's node, or that of whoever sigma0 granted the frame to. */
static const struct mapping *
find_root(uint32_t frame)
{
    const struct mapping *m = NULL;
    for (uint32_t i = 1; i < L4_MAX_TASKS && !m; i++)
        if (space_at(i)->active)
            m = find_in_space(space_at(i), frame);
    while (m && m->previous)
        m = m->previous;
    return m;
}

static void
show_node(const struct mapping *m)
{
    const struct space *s = space_at(mapping_task(m));
    pte_t entry = s->active ? table_entry(s->directory_phys, mapping_page(m)) : 0;
    show_text("", 2 * m->depth);
    kprintf("task %u at %08x  %s\n", mapping_task(m), mapping_page(m),
            !entry              ? "BROKEN: its page table shows nothing there"
            : entry & PTE_WRITE ? "rw"
                                : "r-");
}

void
kdb_tree(const char *line)
{
    uint32_t frame, count = 0;
    if (!parse_hex(&line, &frame)) {
        kprintf("which frame? tree PHYSICAL-ADDRESS (pages shows them)\n");
        return;
    }
    frame &= PTE_FRAME;
    const struct mapping *m = find_root(frame);
    if (!m)
        kprintf("nobody has the frame %08x\n", frame);
    for (; m && count < MAX_NODES; m = m->next, count++)
        show_node(m);
    if (m)
        kprintf("and more\n");
}
