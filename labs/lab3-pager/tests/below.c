/*
 * @test 341
 * title: Unmap reaches those who have a page from you, and those who have it from them
 * exercise: 3.4
 * points: 2
 * why: a page goes through a chain of five. A drawn member of the chain (or the test) takes it
 *   away from those behind; it keeps it, and so do those before it.
 * seed: the page, the member
 * hint: draw the tree of one page as a list in preorder with depths: which part of the list hangs
 *   on a node?
 * hint before: the chain was not complete before anybody unmapped
 * hint left: bits 0 to 4 are the members of the chain: whoever stands behind the one that unmaps
 *   must lose the page, nobody else
 * hint panic: the sentence of the assertion says what the tree expects
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
        uint32_t who = MIX(2 * i + 1) % 5;
        test_say("before", tree_left(5));
        unmap(node_task[who], l4_fpage(node_at[who], 12, 0), L4_UNMAP_REMOVE);
        test_say("left", tree_left(5));
    }
    test_end();
}
