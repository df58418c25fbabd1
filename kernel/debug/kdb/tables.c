/*
 * Memory through page tables. Enter by table_read().
 */
#include "debug/kdb/tables.h"
#include "space/kip.h"

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

int
table_read_byte(uint32_t directory, uint32_t address, uint8_t *value)
{
    pte_t entry = table_entry(directory, address);
    uint32_t phys = (entry & PTE_FRAME) + address % PAGE_SIZE;
    if (!entry || phys >= kip->main_memory.high)
        return 0;
    *value = *(const uint8_t *)phys_to_virt(phys);
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
