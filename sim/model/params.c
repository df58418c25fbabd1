/*
 * The presets. Where their numbers come from:
 *
 *   tlb_miss 9          Liedtke 1993 and 1995, measured on the i486-DX50. The data sheet gives 13,
 * 21 and 28 clocks with no, one and both accessed bits to set: hence 8 more for each. cache_miss 5
 * external cache without wait states, burst 2-1-1-1 = 5 clocks for the line. Liedtke speaks of
 *                       "about 3" when the processor goes on with the first word.
 *   write 2             the shortest bus cycle of the data sheet; four buffers.
 *   misaligned 3, index 1, displacement_immediate 1, agi 1, prefix 1   the notes to the manual's
 * clock counts. interrupt 11, page_fault 24   the table of interrupt clock counts in the data
 * sheet.
 *
 * The slow board has no external cache: DRAM at 7-3-3-3 (16 clocks a line) and writes of 5.
 */
#include "params.h"
#include <assert.h>
#include <stddef.h>
#include <string.h>

const char *params_preset = "dx50";

static const struct {
    const char *name;
    size_t offset;
    uint32_t ideal, dx50, slow;
} table[] = {
#define PARAM(name, ideal, dx50, slow)                                                             \
    {                                                                                              \
#name, offsetof(struct params, name), ideal, dx50, slow                                    \
    }
    PARAM(agi, 1, 1, 1),
    PARAM(cache, 0, 1, 1),
    PARAM(cache_miss, 0, 5, 16),
    PARAM(displacement_immediate, 1, 1, 1),
    PARAM(exception, 0, 0, 0),
    PARAM(fetch_split, 0, 1, 1),
    PARAM(index, 1, 1, 1),
    PARAM(interrupt, 11, 11, 11),
    PARAM(misaligned, 3, 3, 3),
    PARAM(page_fault, 24, 24, 24),
    PARAM(prefix, 1, 1, 1),
    PARAM(registers, 0, 0, 0),
    PARAM(task_switch, 199, 199, 199),
    PARAM(tlb, 0, 1, 1),
    PARAM(tlb_accessed, 0, 8, 8),
    PARAM(tlb_dirty, 0, 8, 8),
    PARAM(tlb_miss, 0, 9, 13),
    PARAM(uncached, 0, 4, 10),
    PARAM(walk_cache, 0, 1, 1),
    PARAM(write, 0, 2, 5),
    PARAM(write_buffers, 0, 4, 4),
};

enum { COUNT = sizeof table / sizeof table[0] };

static uint32_t *
member(struct params *params, unsigned n)
{
    return (uint32_t *)(void *)((char *)params + table[n].offset);
}

bool
params_load(struct params *params, const char *preset)
{
    static const char *const names[] = {"ideal", "dx50", "slow"};

    _Static_assert(COUNT * sizeof(uint32_t) == sizeof *params,
                   "every parameter has a row in the table");
    for (unsigned p = 0; p < 3; p++) {
        if (strcmp(preset, names[p]) != 0)
            continue;
        params_preset = names[p];
        for (unsigned n = 0; n < COUNT; n++)
            *member(params, n) = p == 0 ? table[n].ideal : p == 1 ? table[n].dx50 : table[n].slow;
        return true;
    }
    return false;
}

bool
params_set(struct params *params, const char *name, uint32_t value)
{
    for (unsigned n = 0; n < COUNT; n++)
        if (strcmp(name, table[n].name) == 0) {
            *member(params, n) = value;
            return true;
        }
    return false;
}

const char *
params_name(unsigned n)
{
    return n < COUNT ? table[n].name : NULL;
}

uint32_t
params_value(const struct params *params, unsigned n)
{
    assert(n < COUNT && "a parameter's number comes from params_name()");
    return *(const uint32_t *)(const void *)((const char *)params + table[n].offset);
}
