/*
 * @test 333
 * title: The send base chooses a part of a larger send fpage
 * exercise: 3.3
 * points: 2
 * why: a window of 2^w bytes shows of a send fpage of 2^s the part at (send base & (2^s - 2^w)).
 *   Twelve drawn pairs.
 * seed: sizes, places, send base
 * hint: now the window is the smaller one: it shrinks what is sent, and the send base says which
 *   part of it remains
 * hint first: another part was chosen: the send base counts from the beginning of the send fpage,
 *   in steps of the window's size
 * hint last: the last page of the window is missing or another
 * hint behind: more was mapped than the window holds
 * hint panic: an address that is not at a page's border came to the tables: what was not cut to
 *   its size?
 * answers:
 *     for i in range(12):
 *         w = mix(seed, 5 * i) % 3
 *         s = w + 1 + mix(seed, 5 * i + 1) % 3
 *         k = (mix(seed, 5 * i + 2) % 64) >> s << s
 *         part = k + (((mix(seed, 5 * i + 3) >> 12) & ((1 << s) - 1)) >> w << w)
 *         say("first", mix(seed, 1000 + part))
 *         say("last", mix(seed, 1000 + part + (1 << w) - 1))
 *         say("behind", 0)
 */
#include "clients.h"

int
main(void)
{
    clients_start();
    for (uint32_t i = 0; i < 12; i++) {
        uint32_t w = MIX(5 * i) % 3, s = w + 1 + MIX(5 * i + 1) % 3, k = MIX(5 * i + 2) % SOURCES;
        uint32_t at = ARENA + (i << 25) + ((MIX(5 * i + 4) & 0xFF) << w) * PAGE;
        give(0, MIX(5 * i + 3), l4_fpage(SOURCE(k), SIZE(s), 2), 1, l4_fpage(at, SIZE(w), 0));
        test_say("first", look(1, at));
        test_say("last", look(1, at + ((1u << w) - 1) * PAGE));
        test_say("behind", look(1, at + (PAGE << w)));
    }
    test_end();
}
