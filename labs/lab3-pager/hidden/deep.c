/*
 * @test 347
 * title: A page that went through 240 places can be taken back
 * exercise: 3.4
 * points: 3
 * limit: 80
 * why: two tasks hand a page to and fro, each time to a new place. A drawn one of the places
 *   flushes it, later the test all of it. The kernel stack has a few hundred words: no call for
 *   each level fits.
 * seed: which place flushes
 * hint: visit the branch in a loop, not by a function that calls itself
 * hint count: some places have the page still that should not, or the other way round
 * hint panic: the kernel stack has run over into the control block, or the tree is not what an
 *   assertion expects
 * hint triple-fault: the kernel stack has run over: visit the branch in a loop, not by a function
 *   that calls itself
 * hint timeout: cost must be in proportion to the nodes that go
 * answers:
 *     say("count", 40 + mix(seed, 1) % 160 - 1)
 *     say("count", 0)
 */
#include "../tests/clients.h"

#define DEEP 240u

static uint32_t
place(uint32_t i)
{
    return i ? ARENA + i * PAGE : SOURCE(5);
}

static uint32_t
count(void)
{
    uint32_t found = 0;
    for (uint32_t i = 1; i <= DEEP; i++)
        found += look(1 + i % 2, place(i)) == MIX(1005);
    return found;
}

int
main(void)
{
    clients_start();
    uint32_t who = 40 + MIX(1) % 160;
    for (uint32_t i = 1; i <= DEEP; i++)
        give_page(i > 1 ? 1 + (i - 1) % 2 : 0, place(i - 1), 2, 1 + i % 2, place(i));
    unmap(1 + who % 2, l4_fpage(place(who), 12, 0), L4_UNMAP_REMOVE | L4_UNMAP_FLUSH);
    test_say("count", count());
    unmap(0, l4_fpage(SOURCE(5), 12, 0), L4_UNMAP_REMOVE);
    test_say("count", count());
    test_end();
}
