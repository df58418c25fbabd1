/*
 * Regions, page records and slots of the swap disk, beside simple models.
 * Tests: region.c page.c frame.c swap.c
 */
#include "../page.h"
#include "../region.h"
#include "../swap.h"
#include "check.h"
#include <disk.h>
#include <errno.h>
#include <l4/types.h>
#include <stdlib.h>
#include <string.h>
#include <ipc.h>

#define DISK_BLOCKS 300

void
l4_fpage_unmap(l4_fpage_t fpage, uint32_t mask)
{
}

int
disk_size(uint32_t drive, uint32_t *blocks)
{
    CHECK_EQ(DISK_SWAP, drive);
    *blocks = DISK_BLOCKS;
    return 0;
}

int
disk_read(uint32_t drive, uint32_t block, void *page)
{
    return EIO;
}

int
disk_write(uint32_t drive, uint32_t block, const void *page)
{
    return EIO;
}

static void
regions_do_not_overlap(void)
{
    struct regions r = {0};
    CHECK_EQ(0, region_add(&r, 0x1000, 0x3000, REGION_TEXT));
    CHECK_EQ(0, region_add(&r, 0x3000, 0x4000, REGION_ZERO));
    CHECK_EQ(0, region_add(&r, 0x8000, 0x8000, REGION_ZERO)); /* empty */
    CHECK_EQ(2, r.count);
    CHECK_EQ(-1, region_add(&r, 0x2000, 0x5000, REGION_ZERO));
    CHECK_EQ(-1, region_add(&r, 0x0000, 0x2000, REGION_ZERO));
    CHECK_EQ(-1, region_add(&r, 0x0000, 0x9000, REGION_ZERO));
    CHECK_EQ(-1, region_add(&r, 0x5000, 0x4000, REGION_ZERO));
    CHECK_EQ(-1, region_add(&r, 0x5001, 0x6000, REGION_ZERO));
    for (uint32_t i = 2; i < REGIONS; i++)
        CHECK_EQ(0, region_add(&r, 0x10000 * i, 0x10000 * i + 0x1000, REGION_DATA));
    CHECK_EQ(-1, region_add(&r, 0xF00000, 0xF01000, REGION_DATA));
    CHECK(!region_find(&r, 0xFFF) && !region_find(&r, 0x4000) && !region_find(&r, 0xFFFFFFFF));
    CHECK_EQ(REGION_TEXT, region_find(&r, 0x2FFF)->kind);
    CHECK_EQ(REGION_ZERO, region_find(&r, 0x3000)->kind);
    CHECK(!region_writable(region_find(&r, 0x1000)));
}

static uint32_t visited;

static void
count_visit(void *with, uint32_t address, page_t *record)
{
    CHECK(page_find(with, address) == record);
    visited++;
}

static void
records_hold_what_was_set(void)
{
    static uint32_t model[PARTS][1024];
    struct pages p = {0};
    uint32_t seed = 486, something = 0;
    void *memory = aligned_alloc(L4_PAGE_SIZE, 32 * L4_PAGE_SIZE);
    frames_init(memory, 32);
    for (uint32_t i = 0; i < PARTS; i++) {
        CHECK(!page_find(&p, i * 3 * PART_BYTES + 0x5000));
        CHECK_EQ(0, page_add_table(&p, i * 3 * PART_BYTES + 0x5000, frame_take(FRAME_KEPT)));
    }
    CHECK_EQ(-1, page_add_table(&p, 0xF0000000, frame_take(FRAME_KEPT)));
    for (uint32_t n = 0; n < 100000; n++) {
        uint32_t part = random_next(&seed) % PARTS, page = random_next(&seed) % 1024;
        uint32_t address = part * 3 * PART_BYTES + page * L4_PAGE_SIZE + random_next(&seed) % 4096;
        page_t *record = page_find(&p, address), to = 0;
        CHECK_EQ(model[part][page], *record);
        if (random_next(&seed) % 3)
            to = random_next(&seed) % 2 ? page_in_frame(n % 9000) : page_in_slot(n % 9000);
        page_set(&p, record, to);
        model[part][page] = to;
    }
    for (uint32_t i = 0; i < PARTS * 1024; i++)
        something += model[i / 1024][i % 1024] != PAGE_NOTHING;
    CHECK_EQ(something, p.frames + p.slots);
    page_each(&p, count_visit, &p);
    CHECK_EQ(something, visited);
    free(memory);
}

static void
slots_are_counted(void)
{
    static uint8_t model[DISK_BLOCKS];
    uint32_t seed = 4, used = 0;
    for (int n = 0; n < 200000; n++) {
        uint32_t slot = random_next(&seed) % DISK_BLOCKS;
        if (random_next(&seed) % 2 && model[slot]) {
            if (model[slot] < 64 && random_next(&seed) % 3 == 0) {
                swap_share(slot);
                model[slot]++;
            } else {
                swap_drop(slot);
                used -= --model[slot] == 0;
            }
        } else {
            slot = swap_take();
            CHECK_EQ(used == DISK_BLOCKS, slot == NO_SLOT);
            if (slot != NO_SLOT) {
                CHECK_EQ(0, model[slot]);
                model[slot] = 1;
                used++;
            }
        }
        CHECK_EQ(used, swap_used());
    }
    for (uint32_t slot = 0; slot < DISK_BLOCKS; slot++)
        CHECK_EQ(model[slot], swap_names(slot));
}

int
main(void)
{
    RUN(regions_do_not_overlap, "regions: no overlap, no half pages, at most 16");
    RUN(records_hold_what_was_set, "records: 100 000 changes in 16 tables, as a model has them");
    RUN(slots_are_counted, "swap: 200 000 slots taken, shared and dropped, as a model has them");
    return failures;
}
