/*
 * @test 332
 * title: The send base chooses the place in a larger window
 * exercise: 3.3
 * points: 3
 * why: a send fpage of 2^s bytes in a window of 2^w lands at the window's base + (send base & (2^w
 *   - 2^s)). Twelve drawn pairs; the bases of both fpages and the send base carry bits below and
 *   above that must not count.
 * seed: sizes, places, send base
 * hint: draw the two sizes as bits of an address: which come from the window, which from the send
 *   base, which from the page itself?
 * hint first: it landed elsewhere: bits of the send base from the window's size on, or below the
 *   size of the send fpage, must be cut
 * hint last: the last page of what was sent is missing or another
 * hint beside: something lies outside of the place that was chosen
 * hint timeout: not even the first page fault was answered rightly: its window is the whole space,
 *   in which the send base counts from bit 12 up to bit 31
 * hint panic: an address that is not at a page's border came to the tables: what was not cut to
 *   its size?
 * answers:
 *     for i in range(12):
 *         s, w = mix(seed, 5 * i) % 4, 0
 *         k = mix(seed, 5 * i + 1) % (64 >> s)
 *         say("first", mix(seed, 1000 + (k << s)))
 *         say("last", mix(seed, 1000 + (k << s) + (1 << s) - 1))
 *         say("beside", 0)
 */
#include "clients.h"

int
main(void)
{
    clients_start();
    for (uint32_t i = 0; i < 12; i++) {
        uint32_t s = MIX(5 * i) % 4, k = MIX(5 * i + 1) % (SOURCES >> s) << s,
                 junk = MIX(5 * i + 2);
        uint32_t w = s + 1 + MIX(5 * i + 3) % 5, base = MIX(5 * i + 4), pages = 1u << s;
        uint32_t begin = ARENA + (i << 25) + ((junk >> 8 & 7) << 22);
        uint32_t at = begin + ((base >> 12 & ((1u << w) - 1)) >> s << s) * PAGE;
        uint32_t inside = k + (junk & (pages - 1)); /* a base with bits below its size */
        give(0, base, l4_fpage(SOURCE(inside), SIZE(s), 2), 1,
             l4_fpage(begin + (junk >> 4 & 1) * PAGE, SIZE(w), 0));
        test_say("first", look(1, at));
        test_say("last", look(1, at + (pages - 1) * PAGE));
        test_say("beside", look(1, at ^ pages * PAGE));
    }
    test_end();
}
