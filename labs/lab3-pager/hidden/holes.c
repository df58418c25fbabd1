/*
 * @test 336
 * title: What the sender does not have is left out
 * exercise: 3.3
 * points: 2
 * why: a task has a drawn half of sixteen pages and sends all sixteen. The receiver gets those
 *   that there are, each at its place.
 * seed: which pages there are
 * hint: a page that is missing at the sender's is no error and not the end: the next one follows
 * hint page: a page that was there is missing, or another; or one is there that the sender never
 *   had
 * hint result: a missing page is no error
 * hint panic: a page table entry was read that is not there, or is empty
 * answers:
 *     say("result", 0)
 *     for i in range(16):
 *         say("page", mix(seed, 1000 + i) if mix(seed, i) & 1 else 0)
 */
#include "../tests/clients.h"

int
main(void)
{
    clients_start();
    uint32_t a = ARENA + 0x10000u * (MIX(50) & 0xFF), b = ARENA + 0x8000000u;
    for (uint32_t i = 0; i < 16; i++)
        if (MIX(i) & 1)
            give_page(0, SOURCE(i), 2, 1, a + i * PAGE);
    test_say("result", give(1, 0, l4_fpage(a, SIZE(4), 2), 2, l4_fpage(b, SIZE(4), 0)));
    for (uint32_t i = 0; i < 16; i++)
        test_say("page", look(2, b + i * PAGE));
    test_end();
}
