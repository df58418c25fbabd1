/*
 * @test 337
 * title: A wide fpage carries what lies far apart
 * exercise: 3.3
 * points: 2
 * limit: 400
 * why: a task has eight pages spread over 256 MB, at drawn places, and sends all 256 MB at once.
 *   The receiver finds each at the same distance from its window's base.
 * seed: where the pages are
 * hint: between two pages there may be many page tables that do not exist, and a page may stand
 *   anywhere in the one that does
 * hint page: a page was jumped over: where no page table is, the next page to look at is the first
 *   one behind the next 4 MB border
 * hint timeout: 65536 pages are looked at; is each of them so dear?
 * hint panic: a page table was used that is not there
 * answers:
 *     for i in range(8):
 *         say("page", mix(seed, 1000 + i))
 */
#include "../tests/clients.h"

int
main(void)
{
    clients_start();
    uint32_t a = 0x30000000u, b = 0x60000000u, at[8];
    for (uint32_t i = 0; i < 8; i++) {
        at[i] = (i << 25) + (MIX(i) & 0x1FFF) * PAGE;
        give_page(0, SOURCE(i), 2, 1, a + at[i]);
    }
    give(1, 0, l4_fpage(a, 28, 2), 2, l4_fpage(b, 28, 0));
    for (uint32_t i = 0; i < 8; i++)
        test_say("page", look(2, b + at[i]));
    test_end();
}
