/*
 * @test 346
 * title: Who gets a page by grant has the giver's place in the tree
 * exercise: 3.4
 * points: 3
 * why: in a drawn tree of twelve a drawn node grants its page to another task. All have the page
 *   still. Then the new owner unmaps it: exactly those lose it that had it from the giver. At last
 *   the test takes it from everybody.
 * seed: the tree, the node
 * hint: the heir stands where the giver stood: between the same neighbours, at the same depth
 * hint granted: somebody has lost the page by the grant, or the heir has not got it
 * hint left: the heir's branch is the giver's branch: at which depth does the heir stand?
 * hint all: somebody is not in the tree any more
 * hint panic: the sentence of the assertion says what the tree expects
 * answers:
 *     for r in range(4):
 *         parent, base = [0], 100 * r
 *         for i in range(1, 13):
 *             parent.append(mix(seed, base + 2 * i) % i)
 *         who, left = 1 + mix(seed, base + 60) % 4, 0
 *         for i in range(1, 13):
 *             up = parent[i]
 *             while up > who:
 *                 up = parent[up]
 *             left |= (up != who) << (i - 1)
 *         say("granted", 0xFFF)
 *         say("left", left)
 *         say("all", 0)
 */
#include "../tests/trees.h"

int
main(void)
{
    clients_start();
    for (uint32_t r = 0; r < 4; r++) {
        uint32_t who = 1 + MIX(100 * r + 60) % 4, heir, at = 0x70000000u + (r << 20);
        tree_begin(r);
        tree_grow(12, 100 * r);
        heir = node_task[who] % 3 + 1;
        give_page(node_task[who], node_at[who], L4_FPAGE_WRITE | L4_FPAGE_GRANT, heir, at);
        node_task[who] = heir;
        node_at[who] = at;
        test_say("granted", tree_left(12));
        unmap(heir, l4_fpage(at, 12, 0), L4_UNMAP_REMOVE);
        test_say("left", tree_left(12));
        unmap(0, l4_fpage(SOURCE(r), 12, 0), L4_UNMAP_REMOVE);
        test_say("all", tree_left(12));
    }
    test_end();
}
