/*
 * Memory through page tables, without touching it by the processor's own translation: the debugger
 * can look into every space from every other, and never faults.
 */
#ifndef KDB_TABLES_H
#define KDB_TABLES_H

#include "i486/paging.h"
#include "space/space.h"

/* The entry of the page at `address` in the page directory with the physical address `directory`; 0
 * if there is none. */
pte_t table_entry(uint32_t directory, uint32_t address);

/* Reads one byte of memory. 0 if nothing is mapped there, or only a device. */
int table_read_byte(uint32_t directory, uint32_t address, uint8_t *value);

/* Writes a word (at an address divisible by 4), whatever the rights. 0 if it is not there. */
int table_write(uint32_t directory, uint32_t address, uint32_t value);

/* Reads a word (at any address). 0 if a byte of it is not there. */
int table_read(uint32_t directory, uint32_t address, uint32_t *value);

#endif
