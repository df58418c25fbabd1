/*
 * What must hold for mapping trees and page tables. Enter by invariants_check_trees().
 *
 * Each present entry has a node that names it; its parent's entry shows the same frame with no
 * fewer rights; neighbours in the preorder agree. The node of an absent page is in no tree.
 */
#include "debug/kdb/invariants_parts.h"
#include "space/mapping.h"
#include "space/pages.h"

#include <stddef.h>

/* Whom it has the page from; NULL for sigma0's own. */
static const struct mapping *
parent_of(const struct mapping *m)
{
    const struct mapping *p = m->previous;
    while (p && p->depth >= m->depth)
        p = p->previous;
    return p;
}

static pte_t
entry_of(const struct mapping *m)
{
    struct space *s = space_at(mapping_task(m));
    pte_t *entry = s->active ? page_entry(s, mapping_page(m)) : NULL;
    return entry ? *entry : 0;
}

static void
check_parent(const struct mapping *m, pte_t entry)
{
    const struct mapping *p = parent_of(m);
    if (m->depth == 0) {
        HOLDS(!m->previous, m->where, "a tree has one root");
        HOLDS(mapping_task(m) == l4_task_no(L4_SIGMA0), m->where, "the root of a tree is sigma0's");
        return;
    }
    HOLDS(p && p->depth == m->depth - 1, m->where, "a node has a parent one level above it");
    pte_t above = entry_of(p);
    HOLDS(above & PTE_PRESENT, p->where, "who maps a page on has it");
    HOLDS((above & PTE_FRAME) == (entry & PTE_FRAME), m->where,
          "all of a tree show the same frame");
    HOLDS(!(entry & PTE_WRITE) || (above & PTE_WRITE), m->where,
          "nobody has more rights than the one he has them from");
}

static void
check_page(struct space *s, uint32_t number, uint32_t address, pte_t entry)
{
    const struct mapping *m = page_mapping(s, address);
    HOLDS(mapping_page(m) == address && mapping_task(m) == number, address | number,
          "a node names the page that names it");
    HOLDS(!m->next || m->next->previous == m, m->where, "a tree is linked both ways");
    HOLDS(!m->next || m->next->depth <= m->depth + 1, m->where, "a tree is in preorder");
    check_parent(m, entry);
}

static int
has_nodes(const struct space *s, uint32_t address)
{
    struct mapping **areas = s->areas[address >> GIGABYTE_SHIFT];
    return areas && areas[area_index(address)];
}

static void
check_table(struct space *s, uint32_t number, uint32_t index)
{
    const pte_t *table = phys_to_virt(s->directory[index] & PTE_FRAME);
    for (uint32_t i = 0; i < ENTRIES; i++) {
        uint32_t address = index << DIRECTORY_SHIFT | i << PAGE_SHIFT;
        int nodes = has_nodes(s, address);
        if (table[i] & PTE_PRESENT) {
            HOLDS(nodes, address | number, "a present page has its node");
            check_page(s, number, address, table[i]);
            continue;
        }
        HOLDS(!table[i], address | number, "the entry of an absent page is empty");
        const struct mapping *m = nodes ? page_mapping(s, address) : NULL;
        HOLDS(!m || (!m->next && !m->previous), address | number,
              "the node of an absent page is in no tree");
    }
}

void
invariants_check_trees(void)
{
    for (uint32_t i = 1; i < L4_MAX_TASKS; i++) {
        struct space *s = space_at(i);
        for (uint32_t index = 0; s->active && index < USER_DIRECTORIES; index++)
            if (s->directory[index] & PTE_PRESENT)
                check_table(s, i, index);
    }
}
