/*
 * @test 335
 * title: A grant hands a page over, with all that was made of it
 * exercise: 3.3
 * points: 3
 * why: the first task has eight pages, has mapped them to the third, and grants them to the
 *   second. Then the first has none, the second and the third have all. When the test takes its
 *   pages back everybody loses them.
 * seed: which pages, and where
 * hint: map_page() ends differently for a grant: whose node is in the tree afterwards, and whose
 *   page-table entry is empty?
 * hint giver: the giver still has the page
 * hint heir: the receiver has not got it
 * hint third: those who had the page from the giver have it from the receiver now
 * hint back: after the grant the test does not reach the page any more: the receiver's node must
 *   be in the tree
 * hint panic: the sentence of the assertion says what the tables or the tree expect
 * answers:
 *     k = (mix(seed, 1) % 8) * 8
 *     for i in range(8):
 *         say("giver", 0)
 *         say("heir", mix(seed, 1000 + k + i))
 *         say("third", mix(seed, 1000 + k + i))
 *     for i in range(8):
 *         say("back", 0, 0)
 */
#include "clients.h"

int
main(void)
{
    clients_start();
    uint32_t k = MIX(1) % 8 * 8, a = ARENA + (MIX(2) & 0xFF8) * PAGE, b = a + 0x8000000u,
             c = b + 0x8000000u;
    give(0, 0, l4_fpage(SOURCE(k), SIZE(3), 2), 1, l4_fpage(a, SIZE(3), 0));
    give(1, 0, l4_fpage(a, SIZE(3), 2), 3, l4_fpage(c, SIZE(3), 0));
    give(1, 0, l4_fpage(a, SIZE(3), L4_FPAGE_WRITE | L4_FPAGE_GRANT), 2, l4_fpage(b, SIZE(3), 0));
    for (uint32_t i = 0; i < 8; i++) {
        test_say("giver", look(1, a + i * PAGE));
        test_say("heir", look(2, b + i * PAGE));
        test_say("third", look(3, c + i * PAGE));
    }
    unmap(0, l4_fpage(SOURCE(k), SIZE(3), 0), L4_UNMAP_REMOVE);
    for (uint32_t i = 0; i < 8; i++) {
        uint32_t all[2] = {look(2, b + i * PAGE), look(3, c + i * PAGE)};
        test_say_all("back", all, 2);
    }
    test_end();
}
