/*
 * @test 345
 * title: A fpage is unmapped whole, and nothing beside it
 * exercise: 3.4
 * points: 3
 * why: a task has 64 pages of the test, which takes a drawn fpage of them back. Then a task with
 *   four pages that lie far apart flushes 256 MB at once.
 * seed: the fpages, the places
 * hint: the fpage is a region as in map: from its base, cut to its size, to its last page
 * hint low: of the first 32 pages (bit n is page n) some are missing that were not named, or stay
 *   that were
 * hint high: of the second 32 pages (bit n is page 32 + n) some are missing that were not named,
 *   or stay that were
 * hint far: where there is no page table nothing is to be unmapped up to the next 4 MB border, but
 *   behind it there may be
 * hint panic: the sentence of the assertion says what the tables expect
 * hint timeout: the walk over the pages has no end: what is the last page of the region?
 * answers:
 *     for i in range(6):
 *         s = mix(seed, 2 * i) % 6
 *         k = (mix(seed, 2 * i + 1) % 64) >> s << s
 *         left = (1 << 64) - 1 - (((1 << (1 << s)) - 1) << k)
 *         say("low", left)
 *         say("high", left >> 32)
 *     for i in range(4):
 *         say("far", mix(seed, 1000 + i), 0)
 */
#include "clients.h"

static uint32_t
there(uint32_t from)
{
    uint32_t found = 0;
    for (uint32_t i = 0; i < 32; i++)
        found |= (uint32_t)(look(1, ARENA + (from + i) * PAGE) == MIX(1000 + from + i)) << i;
    return found;
}

int
main(void)
{
    uint32_t at[4], before[4];
    clients_start();
    for (uint32_t i = 0; i < 6; i++) {
        uint32_t s = MIX(2 * i) % 6, k = MIX(2 * i + 1) % SOURCES;
        give(0, 0, l4_fpage(SOURCE(0), SIZE(6), 2), 1, l4_fpage(ARENA, SIZE(6), 0));
        unmap(0, l4_fpage(SOURCE(k), SIZE(s), 0), L4_UNMAP_REMOVE);
        test_say("low", there(0));
        test_say("high", there(32));
    }
    for (uint32_t i = 0; i < 4; i++) {
        at[i] = 0x40000000u + (i << 26) + (MIX(20 + i) & 0x3FFF) * PAGE;
        give_page(0, SOURCE(i), 2, 2, at[i]);
        before[i] = look(2, at[i]);
    }
    unmap(2, l4_fpage(0x40000000u, 28, 0), L4_UNMAP_REMOVE | L4_UNMAP_FLUSH);
    for (uint32_t i = 0; i < 4; i++) {
        uint32_t all[2] = {before[i], look(2, at[i])};
        test_say_all("far", all, 2);
    }
    test_end();
}
