/*
 * One page of one address space. Enter by page_table_make() and page_set().
 */
#include "space/pages.h"
#include "space/frames.h"
#include "debug/assert.h"
#include "i486/cpu.h"

HOT_TEXT pte_t *
page_entry(const struct space *s, uint32_t address)
{
    pte_t table = s->directory[directory_index(address)];
    return table ? (pte_t *)phys_to_virt(table & PTE_FRAME) + table_index(address) : 0;
}

struct mapping *
page_mapping(const struct space *s, uint32_t address)
{
    return s->areas[address >> GIGABYTE_SHIFT][area_index(address)] + page_in_area(address);
}

/* Both kinds of directory have frames in their slots: page directories as the processor wants them
 * written down, those of nodes as the kernel sees them. A slot of zero is empty. */
#define AS_TABLE   (PTE_PRESENT | PTE_WRITE | PTE_USER)
#define SLOT_FRAME (PHYS_LIMIT - PAGE_SIZE)

/* Puts a new frame into an empty slot. */
static int
fill(struct space *s, uint32_t *slot, uint32_t form)
{
    ASSERT((*slot & SLOT_FRAME) || !*slot, "a slot that is filled names a frame");
    if (!*slot) {
        uint32_t frame = frame_alloc(s);
        if (!frame)
            return 0;
        *slot = frame + form;
    }
    return 1;
}

int
page_table_make(struct space *s, uint32_t address)
{
    struct mapping ***areas = &s->areas[address >> GIGABYTE_SHIFT];
    ASSERT(s->active, "an address space belongs to an active task");
    ASSERT(address < KERNEL_BASE, "the kernel's part has page tables of its own");
    return fill(s, &s->directory[directory_index(address)], AS_TABLE) &&
           fill(s, (uint32_t *)areas, KERNEL_BASE) &&
           fill(s, (uint32_t *)&(*areas)[area_index(address)], KERNEL_BASE);
}

static void
free_slots(struct space *s, uint32_t *slots, uint32_t count)
{
    for (uint32_t i = 0; i < count; i++) {
        if (slots[i])
            frame_free(s, slots[i] & SLOT_FRAME);
        slots[i] = 0;
    }
}

void
page_tables_free(struct space *s)
{
    free_slots(s, s->directory, USER_DIRECTORIES);
    for (uint32_t i = 0; i < USER_GIGABYTES; i++)
        if (s->areas[i])
            free_slots(s, (uint32_t *)s->areas[i], ENTRIES);
    free_slots(s, (uint32_t *)s->areas, USER_GIGABYTES);
}

void
page_set(struct space *s, uint32_t address, uint32_t frame, int writable)
{
    pte_t *entry = page_entry(s, address);
    ASSERT(entry && !(*entry & PTE_PRESENT), "a page is mapped where nothing is");
    ASSERT(frame % PAGE_SIZE == 0, "what is mapped is a frame");
    *entry = frame | PTE_PRESENT | PTE_USER | (writable ? PTE_WRITE : 0);
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
    forget_translation(s, address);
}

void
page_protect(struct space *s, uint32_t address)
{
    ASSERT(page_entry(s, address), "a page that loses a right was mapped");
    *page_entry(s, address) &= ~PTE_WRITE;
    forget_translation(s, address);
}
