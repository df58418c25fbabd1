/*
 * Names of the kernel's functions, for backtraces and the debugger.
 *
 * The table is made by the build from the kernel's own symbols (symbols.awk) and linked in a second pass; in a
 * release build it is empty.
 */
#ifndef DEBUG_SYMBOLS_H
#define DEBUG_SYMBOLS_H

#include <stdint.h>

/* The function that `address` lies in, and how far behind its start; "" and 0 if it lies in none. */
const char *symbol_at(uint32_t address, uint32_t *offset);

#endif
