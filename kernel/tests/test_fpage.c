/*
 * Tests: space/fpage.c
 *
 * Fpage arithmetic: regions and window projection, against the rule of the ABI and by brute force.
 */
#include "host.h"
#include "space/fpage.h"
#include "check.h"

static void
region_of_valid_and_invalid_fpages(void)
{
    CHECK_EQ(12, fpage_region(l4_fpage(0x1000, 12, 0)).log2);
    CHECK_EQ(0x00400000, fpage_region(l4_fpage(0x00412000, 22, 0)).base);
    CHECK_EQ(32, fpage_region(L4_WHOLE_SPACE).log2);
    CHECK_EQ(0, fpage_region(L4_WHOLE_SPACE).base);
    CHECK_EQ(0, fpage_region(0).log2);
    CHECK_EQ(0, fpage_region(l4_fpage(0x1000, 11, 0)).log2);
    CHECK_EQ(0, fpage_region(l4_fpage(0x1000, 33, 0)).log2);
    CHECK_EQ(0, region_size((struct region){0, 32}));
    CHECK_EQ(4096, region_size((struct region){0, 12}));
}

static void
small_fpage_into_large_window(void)
{
    struct region from, to;
    fpage_project(fpage_region(l4_fpage(0x5000, 12, 0)), 0xABCD3000,
                  fpage_region(l4_fpage(0x80000000, 16, 0)), &from, &to);
    CHECK_EQ(0x5000, from.base);
    CHECK_EQ(0x8000D000 & ~0xFFFFu, to.base & ~0xFFFFu);
    CHECK_EQ(0x80003000, to.base);
    CHECK_EQ(12, to.log2);
}

static void
large_fpage_into_small_window(void)
{
    struct region from, to;
    fpage_project(fpage_region(l4_fpage(0x00400000, 22, 0)), 0x00012345,
                  fpage_region(l4_fpage(0x7000, 12, 0)), &from, &to);
    CHECK_EQ(0x00412000, from.base);
    CHECK_EQ(0x7000, to.base);
    CHECK_EQ(12, from.log2);
    CHECK_EQ(12, to.log2);
}

static void
whole_space_as_window_maps_to_the_send_base(void)
{
    struct region from, to;
    fpage_project(fpage_region(l4_fpage(0x9000, 12, 0)), 0x08049000, fpage_region(L4_WHOLE_SPACE),
                  &from, &to);
    CHECK_EQ(0x08049000, to.base);
    fpage_project(fpage_region(L4_WHOLE_SPACE), 0x08049123, fpage_region(l4_fpage(0x3000, 12, 0)),
                  &from, &to);
    CHECK_EQ(0x08049000, from.base);
    fpage_project(fpage_region(L4_WHOLE_SPACE), 0x123, fpage_region(L4_WHOLE_SPACE), &from, &to);
    CHECK_EQ(0, from.base);
    CHECK_EQ(0, to.base);
    CHECK_EQ(32, to.log2);
}

/* Whatever the arguments: both sides have the smaller size, are aligned to it, and lie inside what
 * was named. */
static void
random_projections_stay_inside(void)
{
    uint32_t seed = 0x4C343836;
    for (int i = 0; i < 200000; i++) {
        uint32_t ss = 12 + random_next(&seed) % 21, rs = 12 + random_next(&seed) % 21;
        struct region s = fpage_region(l4_fpage(random_next(&seed), ss, 0));
        struct region r = fpage_region(l4_fpage(random_next(&seed), rs, 0));
        uint32_t send_base = random_next(&seed), size = ss < rs ? ss : rs;
        uint64_t mask = (1ull << size) - 1;
        struct region from, to;
        fpage_project(s, send_base, r, &from, &to);
        CHECK_EQ(size, from.log2);
        CHECK_EQ(size, to.log2);
        CHECK_EQ(0, from.base & mask);
        CHECK_EQ(0, to.base & mask);
        CHECK_EQ(s.base, from.base & ~((1ull << ss) - 1));
        CHECK_EQ(r.base, to.base & ~((1ull << rs) - 1));
        if (ss <= rs) /* the rule as the ABI words it: rb + (send base & (2^rs - 2^ss)) */
            CHECK_EQ((uint32_t)(r.base + (send_base & ((1ull << rs) - (1ull << ss)))), to.base);
    }
}

TEST_MAIN({"fpage: regions of valid and invalid fpages", region_of_valid_and_invalid_fpages},
          {"fpage: a small fpage lands in a large window", small_fpage_into_large_window},
          {"fpage: a small window takes a part of a large fpage", large_fpage_into_small_window},
          {"fpage: the whole space as window", whole_space_as_window_maps_to_the_send_base},
          {"fpage: 200 000 random projections stay inside", random_projections_stay_inside})
