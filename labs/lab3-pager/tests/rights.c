/*
 * @test 334
 * title: A right can be narrowed on the way, never widened
 * exercise: 3.3
 * points: 2
 * why: a page goes from the test to one task and from there to another, each time with or without
 *   the right to write, as drawn. The first may write if it got the right; the second if it was
 *   passed on, too. Both can read.
 * seed: the rights, the pages
 * hint: a page is writable if its sender may write to it and says so
 * hint read: the page itself is another one, or missing
 * hint second: the second task may write without the right of the first, or may not although both
 *   gave it
 * hint first: the first task's right is not what the test sent
 * hint panic: the sentence of the assertion says what the tables or the tree expect
 * answers:
 *     for i in range(10):
 *         page = mix(seed, 1000 + mix(seed, 3 * i) % 64)
 *         one, two = i & 1, (i >> 1) & 1
 *         say("read", page, page)
 *         say("second", one & two)
 *         say("first", one)
 */
#include "clients.h"

int
main(void)
{
    clients_start();
    for (uint32_t i = 0; i < 10; i++) {
        uint32_t at = ARENA + (MIX(3 * i + 1) & 0xFFF) * PAGE + (i << 25),
                 second = at + 0x10000000u, all[2];
        uint32_t one = i & 1, two = i >> 1 & 1;
        give_page(0, SOURCE(MIX(3 * i) % SOURCES), one * L4_FPAGE_WRITE, 1, at);
        give_page(1, at, two * L4_FPAGE_WRITE, 2, second);
        all[0] = look(1, at);
        all[1] = look(2, second);
        test_say_all("read", all, 2);
        test_say("second", can_write(2, second));
        test_say("first", can_write(1, at));
    }
    test_end();
}
