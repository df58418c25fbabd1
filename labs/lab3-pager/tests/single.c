/*
 * @test 331
 * title: A page lands in a window of its size
 * exercise: 3.3
 * points: 2
 * why: twelve drawn pages are sent to windows of one page at drawn places, with a send base that
 *   says nothing there. Each is seen where the window is, and nothing in the page behind it.
 * seed: the pages, the windows, the send bases
 * hint: where the sizes are equal the send base chooses nothing
 * hint page: another page than the one that was sent, or none: is a fpage's base cut to its size,
 *   and the page entered at the window's base?
 * hint behind: more was mapped than was sent: when does the loop over the pages end?
 * hint panic: the sentence of the assertion says what the tables or the tree expect
 * hint timeout: the loop over the pages has no end: mind a region that ends at the top of the
 *   space
 * answers:
 *     for i in range(12):
 *         say("page", 0, mix(seed, 1000 + mix(seed, 3 * i) % 64))
 *         say("behind", 0)
 */
#include "clients.h"

int
main(void)
{
    clients_start();
    for (uint32_t i = 0; i < 12; i++) {
        uint32_t at = ARENA + (i << 25) + (MIX(3 * i + 1) & 0xFFF000u), all[2];
        all[0] = give(0, MIX(3 * i + 2), l4_fpage(SOURCE(MIX(3 * i) % SOURCES), 12, 2), 1,
                      l4_fpage(at, 12, 0));
        all[1] = look(1, at);
        test_say_all("page", all, 2);
        test_say("behind", look(1, at + PAGE));
    }
    test_end();
}
