/*
 * Names of the kernel's functions, for backtraces and the debugger.
 *
 * The table is made by the build from the kernel's own symbols (symbols.awk) and linked in a second
 * pass; in a release build it is empty.
 */
#ifndef DEBUG_SYMBOLS_H
#define DEBUG_SYMBOLS_H

#include <stdint.h>

/* Sorted by address; the last entry is the end of the text and has no name. */
struct symbol {
    uint32_t address;
    const char *name;
};

extern const struct symbol symbol_table[];
extern const uint32_t symbol_count;

/* The function that `address` lies in, and how far behind its start; "" and 0 if it lies in none.
 */
const char *symbol_at(uint32_t address, uint32_t *offset);

#endif
