/*
 * Page records. Enter by page_find().
 */
#include "page.h"
#include <assert.h>
#include <l4/types.h>
#include <stddef.h>
#include <string.h>

#define RECORDS (PART_BYTES / L4_PAGE_SIZE)

page_t *
page_find(const struct pages *p, uint32_t address)
{
    for (uint32_t i = 0; i < p->count; i++)
        if (address - p->begin[i] < PART_BYTES)
            return (page_t *)frame_address(p->table_of[i]) + (address - p->begin[i]) / L4_PAGE_SIZE;
    return NULL;
}

int
page_add_table(struct pages *p, uint32_t address, uint32_t table)
{
    if (p->count == PARTS)
        return -1;
    memset(frame_address(table), 0, L4_PAGE_SIZE);
    p->begin[p->count] = address & ~(PART_BYTES - 1);
    p->table_of[p->count++] = table;
    return 0;
}

static void
count(struct pages *p, page_t page, uint32_t by)
{
    if ((page & PAGE_KIND) == PAGE_FRAME)
        p->frames += by;
    if ((page & PAGE_KIND) == PAGE_SLOT)
        p->slots += by;
}

void
page_set(struct pages *p, page_t *record, page_t to)
{
    count(p, *record, (uint32_t)-1);
    count(p, to, 1);
    *record = to;
}

void
page_each(struct pages *p, void (*visit)(void *with, uint32_t address, page_t *record), void *with)
{
    for (uint32_t i = 0; i < p->count; i++) {
        page_t *record = frame_address(p->table_of[i]);
        for (uint32_t n = 0; n < RECORDS; n++)
            if (record[n] != PAGE_NOTHING)
                visit(with, p->begin[i] + n * L4_PAGE_SIZE, &record[n]);
    }
}
