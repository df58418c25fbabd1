/*
 * @test 348
 * title: Map, grant, unmap and flush in any order
 * exercise: 3.4
 * points: 3
 * limit: 80
 * why: four times thirty drawn operations on three tasks of four places each: a page of the test
 *   comes, a place is mapped or granted to another, unmapped, flushed. Then each place shows what
 *   it must.
 * seed: the operations
 * hint: write the operations down as a tree; which one leaves a branch where it does not belong?
 * hint places: values are the number of the page + 1 in each place of a task, 0 for none
 * hint panic: the sentence of the assertion says what the tree or the tables expect
 * hint timeout: a visit has no end
 * answers:
 *     for r in range(4):
 *         frame, parent = {}, {}
 *         def drop(p):
 *             below(p)
 *             frame.pop(p, None), parent.pop(p, None)
 *         def below(p):
 *             for q in [q for q in parent if parent[q] == p]:
 *                 drop(q)
 *         for i in range(30):
 *             n = 500 * r + 5 * i
 *             kind, p, q = mix(seed, n) % 8, mix(seed, n + 1) % 12, mix(seed, n + 2) % 12
 *             if kind < 2:
 *                 drop(q)
 *                 frame[q], parent[q] = mix(seed, n + 3) % 9, None
 *             elif kind < 6:
 *                 if p // 4 != q // 4 and p in frame:
 *                     drop(q)
 *                     if p in frame:
 *                         frame[q], parent[q] = frame[p], p
 *                         if kind == 5:
 *                             up = parent[p]
 *                             for x in [x for x in parent if parent[x] == p]:
 *                                 parent[x] = q
 *                             parent[q] = up
 *                             del frame[p], parent[p]
 *             elif kind == 6:
 *                 below(p)
 *             else:
 *                 drop(p)
 *         for t in range(3):
 *             say("places", *[frame[4 * t + s] + 1 if 4 * t + s in frame else 0 for s in range(4)])
 */
#include "../tests/clients.h"

static uint32_t
place(uint32_t p)
{
    return ARENA + (p << 20) + p * PAGE;
}

static void
act(uint32_t n)
{
    uint32_t kind = MIX(n) % 8, p = MIX(n + 1) % 12, q = MIX(n + 2) % 12, grant = kind == 5;
    uint32_t mine = 1 + p / 4, theirs = 1 + q / 4;
    if (kind < 2)
        give_page(0, SOURCE(MIX(n + 3) % 9), L4_FPAGE_WRITE, theirs, place(q));
    else if (kind < 6 && mine != theirs)
        give_page(mine, place(p), L4_FPAGE_WRITE | grant * L4_FPAGE_GRANT, theirs, place(q));
    else if (kind >= 6)
        unmap(mine, l4_fpage(place(p), 12, 0), L4_UNMAP_REMOVE | (kind == 7) * L4_UNMAP_FLUSH);
}

static uint32_t
number_of(uint32_t value)
{
    for (uint32_t i = 0; i < SOURCES; i++)
        if (sources[i][0] == value)
            return i + 1;
    return 0;
}

int
main(void)
{
    clients_start();
    for (uint32_t r = 0; r < 4; r++) {
        for (uint32_t i = 0; i < 30; i++)
            act(500 * r + 5 * i);
        for (uint32_t t = 0; t < 3; t++) {
            uint32_t all[4];
            for (uint32_t s = 0; s < 4; s++)
                all[s] = number_of(look(1 + t, place(4 * t + s)));
            test_say_all("places", all, 4);
        }
        unmap(0, l4_fpage(SOURCE(0), SIZE(6), 0), L4_UNMAP_REMOVE);
        unmap(0, l4_fpage((uint32_t)hole, 12, 0), L4_UNMAP_REMOVE);
    }
    test_end();
}
