/*
 * Looks up names in the table that the build appends. Enter by symbol_at().
 */
#include "debug/symbols.h"

const char *
symbol_at(uint32_t address, uint32_t *offset)
{
    uint32_t low = 0, high = symbol_count;
    *offset = 0;
    while (low < high) { /* the first entry above `address` */
        uint32_t middle = (low + high) / 2;
        if (symbol_table[middle].address <= address)
            low = middle + 1;
        else
            high = middle;
    }
    if (low == 0 || low == symbol_count)
        return "";
    *offset = address - symbol_table[low - 1].address;
    return symbol_table[low - 1].name;
}
