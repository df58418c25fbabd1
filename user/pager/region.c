/*
 * Regions. Enter by region_find().
 */
#include "region.h"
#include <l4/types.h>
#include <stddef.h>

int
region_add(struct regions *r, uint32_t begin, uint32_t end, enum region_kind kind)
{
    if (begin == end)
        return 0;
    if (begin > end || ((begin | end) & ~L4_PAGE_MASK) || r->count == REGIONS)
        return -1;
    for (uint32_t i = 0; i < r->count; i++)
        if (begin < r->region[i].end && r->region[i].begin < end)
            return -1;
    r->region[r->count++] = (struct region){begin, end, kind};
    return 0;
}

const struct region *
region_find(const struct regions *r, uint32_t address)
{
    for (uint32_t i = 0; i < r->count; i++)
        if (address >= r->region[i].begin && address < r->region[i].end)
            return &r->region[i];
    return NULL;
}
