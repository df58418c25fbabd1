/*
 * One page of one address space. Enter by page_set() and page_clear().
 *
 * Beside each page table lies a second frame, its shadow: the mapping of each entry. The directory
 * of shadows is a frame of its own. So from an address to its place in the tree it is three loads,
 * whatever the tree's size.
 */
#include "space/pages.h"
#include "space/frames.h"
#include "debug/assert.h"
#include "i486/cpu.h"

#include <stddef.h>

int
page_table_make(struct space *s, uint32_t address)
{
    uint32_t i = directory_index(address);
    if (s->directory[i] & PTE_PRESENT)
        return 1;
    uint32_t table = frame_alloc(s);
    uint32_t shadow = table ? frame_alloc(s) : 0;
    if (!shadow) {
        if (table)
            frame_free(s, table);
        return 0;
    }
    *shadow_place(s, i) = phys_to_virt(shadow);
    s->directory[i] = table | PTE_PRESENT | PTE_WRITE | PTE_USER;
    return 1;
}

void
page_set(struct space *s, uint32_t address, uint32_t frame, int writable, struct mapping *m)
{
    pte_t *entry = page_entry(s, address);
    ASSERT(entry && !(*entry & PTE_PRESENT), "a page is mapped where nothing is");
    *entry = frame | PTE_PRESENT | PTE_USER | (writable ? PTE_WRITE : 0);
    *page_mapping_place(s, address) = m;
}

static void
forget_translation(struct space *s, uint32_t address)
{
    if (s->directory_phys == read_cr3())
        invlpg(address);
}

void
page_clear(struct space *s, uint32_t address)
{
    pte_t *entry = page_entry(s, address);
    ASSERT(entry && (*entry & PTE_PRESENT), "a page that is unmapped was mapped");
    *entry = 0;
    *page_mapping_place(s, address) = NULL;
    forget_translation(s, address);
}

void
page_protect(struct space *s, uint32_t address)
{
    *page_entry(s, address) &= ~PTE_WRITE;
    forget_translation(s, address);
}

#define NODES_PER_FRAME (PAGE_SIZE / sizeof(struct mapping) - 1)

_Static_assert(sizeof(struct node_frame) == sizeof(struct mapping),
               "the head takes one node's place");

static struct node_frame *
node_frame_make(struct space *payer)
{
    uint32_t phys = frame_alloc(payer);
    if (!phys)
        return NULL;
    struct node_frame *head = phys_to_virt(phys);
    struct mapping *nodes = (struct mapping *)head + 1;
    head->payer = payer;
    for (uint32_t i = 0; i < NODES_PER_FRAME; i++)
        nodes[i].next = i + 1 < NODES_PER_FRAME ? &nodes[i + 1] : NULL;
    head->free = nodes;
    return head;
}

struct mapping *
mapping_alloc(struct space *payer)
{
    struct node_frame **list = &payer->nodes;
    if (!*list && !(*list = node_frame_make(payer)))
        return NULL;
    struct node_frame *head = *list;
    struct mapping *m = head->free;
    head->free = m->next;
    head->used++;
    if (!head->free) {
        *list = head->next_partial;
        head->next_partial = NULL;
    }
    return m;
}

static void
list_remove(struct node_frame **list, struct node_frame *head)
{
    while (*list != head)
        list = &(*list)->next_partial;
    *list = head->next_partial;
}

void
mapping_free(struct mapping *m)
{
    struct node_frame *head = (struct node_frame *)((uint32_t)m & PAGE_MASK);
    struct node_frame **list = &head->payer->nodes;
    int was_full = head->free == NULL;
    m->next = head->free;
    head->free = m;
    if (was_full) {
        head->next_partial = *list;
        *list = head;
    }
    if (--head->used == 0) {
        list_remove(list, head);
        frame_free(head->payer, virt_to_phys(head));
    }
}

struct space *
mapping_payer(const struct mapping *m)
{
    return ((const struct node_frame *)((uint32_t)m & PAGE_MASK))->payer;
}

uint32_t
mapping_frame_used(const struct mapping *m)
{
    return ((const struct node_frame *)((uint32_t)m & PAGE_MASK))->used;
}
