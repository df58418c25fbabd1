/*
 * @test 342
 * title: A flush takes the page from whoever asks for it as well
 * exercise: 3.4
 * points: 2
 * why: the same chain of five; a drawn member flushes the page. It and all behind it lose it, all
 *   before it keep it.
 * seed: the page, the member
 * hint: L4_UNMAP_FLUSH adds the top of the subtree to what goes
 * hint before: the chain was not complete before anybody unmapped
 * hint left: bits 0 to 4 are the members of the chain: the one that flushes and those behind it
 *   lose the page, nobody else
 * hint panic: a node leaves the tree when nothing hangs on it any more, and both neighbours must
 *   learn of it
 * hint timeout: the visit of the descendants has no end: is a node that was dropped out of the
 *   list?
 * answers:
 *     for i in range(8):
 *         say("before", 31)
 *         say("left", (1 << (mix(seed, 2 * i + 1) % 5)) - 1)
 */
#include "trees.h"

int
main(void)
{
    clients_start();
    for (uint32_t i = 0; i < 8; i++) {
        tree_begin(MIX(2 * i) % SOURCES);
        for (uint32_t n = 1; n <= 5; n++)
            node_make(n, n - 1, 1 + (n + i) % 3, ARENA + (n << 22) + i * PAGE);
        uint32_t who = 1 + MIX(2 * i + 1) % 5;
        test_say("before", tree_left(5));
        unmap(node_task[who], l4_fpage(node_at[who], 12, 0), L4_UNMAP_REMOVE | L4_UNMAP_FLUSH);
        test_say("left", tree_left(5));
    }
    test_end();
}
