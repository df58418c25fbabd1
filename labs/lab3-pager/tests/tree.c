/*
 * @test 343
 * title: In a tree of twenty exactly one branch is cut
 * exercise: 3.4
 * points: 4
 * why: a page goes to twenty places, each from a drawn earlier one. A drawn node unmaps or flushes
 *   it. What hangs on the node goes, all other branches stay. Four trees.
 * seed: the trees, the node, which of the two
 * hint: a branch ends where the list comes back to the depth of its top
 * hint before: the tree was not complete before anybody unmapped: does every new node find its
 *   place in the list?
 * hint left: compare the bits: are those that are missing (or too many) brothers of the node, its
 *   ancestors, or its descendants?
 * hint panic: the sentence of the assertion says what the tree expects
 * hint timeout: the visit of the descendants has no end
 * answers:
 *     for r in range(4):
 *         parent, base = [0], 100 * r
 *         for i in range(1, 21):
 *             parent.append(mix(seed, base + 2 * i) % i)
 *         say("before", 0xFFFFF)
 *         who, flush = 1 + mix(seed, base + 60) % 7, mix(seed, base + 61) & 1
 *         left = 0
 *         for i in range(1, 21):
 *             up = i if flush else parent[i]
 *             while up > who:
 *                 up = parent[up]
 *             left |= (up != who) << (i - 1)
 *         say("left", left)
 */
#include "trees.h"

int
main(void)
{
    clients_start();
    for (uint32_t r = 0; r < 4; r++) {
        uint32_t base = 100 * r, who = 1 + MIX(base + 60) % 7, flush = MIX(base + 61) & 1;
        tree_begin(r);
        tree_grow(20, base);
        test_say("before", tree_left(20));
        unmap(node_task[who], l4_fpage(node_at[who], 12, 0),
              L4_UNMAP_REMOVE | flush * L4_UNMAP_FLUSH);
        test_say("left", tree_left(20));
    }
    test_end();
}
