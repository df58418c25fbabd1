/*
 * Memory through page tables. Enter by table_read().
 */
#include "debug/kdb/tables.h"
#include "space/kip.h"

#include <stddef.h>

pte_t
table_entry(uint32_t directory, uint32_t address)
{
    const pte_t *entries = phys_to_virt(directory);
    pte_t entry = entries[directory_index(address)];
    if (!(entry & PTE_PRESENT))
        return 0;
    entries = phys_to_virt(entry & PTE_FRAME);
    entry = entries[table_index(address)];
    return entry & PTE_PRESENT ? entry : 0;
}

/* The memory at `address` as the kernel sees it; NULL if nothing is mapped there, or only a device.
 */
static void *
seen_from_here(uint32_t directory, uint32_t address)
{
    pte_t entry = table_entry(directory, address);
    uint32_t phys = (entry & PTE_FRAME) + address % PAGE_SIZE;
    return entry && phys < kip->main_memory.high ? phys_to_virt(phys) : NULL;
}

int
table_read_byte(uint32_t directory, uint32_t address, uint8_t *value)
{
    const uint8_t *byte = seen_from_here(directory, address);
    if (!byte)
        return 0;
    *value = *byte;
    return 1;
}

int
table_write(uint32_t directory, uint32_t address, uint32_t value)
{
    uint32_t *word = seen_from_here(directory, address & ~3u);
    if (!word)
        return 0;
    *word = value;
    return 1;
}

int
table_read(uint32_t directory, uint32_t address, uint32_t *value)
{
    uint32_t word = 0;
    for (uint32_t i = 0; i < 4; i++) {
        uint8_t byte;
        if (!table_read_byte(directory, address + i, &byte))
            return 0;
        word |= (uint32_t)byte << (8 * i);
    }
    *value = word;
    return 1;
}
