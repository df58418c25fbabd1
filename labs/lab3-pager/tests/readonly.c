/*
 * @test 344
 * title: Unmap can take the right to write alone
 * exercise: 3.4
 * points: 2
 * why: in the chain of five a drawn member makes the page read-only for those behind it; with a
 *   flush for itself, too. All can still read it. Those before it can write.
 * seed: the page, the member, flush or not
 * hint: without L4_UNMAP_REMOVE nobody leaves the tree: the branch is visited, and each entry
 *   loses a bit
 * hint read: somebody lost the page, and not only the right to write
 * hint write: bits 0 to 4 are the members that could write: who lost the right, and who should
 *   have?
 * hint panic: the sentence of the assertion says what the tree or the tables expect
 * hint timeout: the visit of the descendants has no end: here none of them leaves, so go on with
 *   the next
 * answers:
 *     for i in range(8):
 *         say("read", 31)
 *         who, flush = 1 + mix(seed, 3 * i + 1) % 4, mix(seed, 3 * i + 2) & 1
 *         say("write", (1 << (who - flush)) - 1)
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
        uint32_t who = 1 + MIX(3 * i + 1) % 4, flush = MIX(3 * i + 2) & 1, write = 0;
        unmap(node_task[who], l4_fpage(node_at[who], 12, 0), flush * L4_UNMAP_FLUSH);
        test_say("read", tree_left(5));
        for (uint32_t n = 5; n > 0; n--)
            write |= can_write(node_task[n], node_at[n]) << (n - 1);
        test_say("write", write);
    }
    test_end();
}
