/*
 * Tests: space/mapping.c
 *
 * The mapping tree against a simple model: an array of parents.
 */
#include "host.h"
#include "space/mapping.h"
#include "check.h"

#include <string.h>

#define NODES 64

static struct mapping nodes[NODES];
static int parent[NODES]; /* the model: -1 root, -2 not in the tree */

static int
is_below(int node, int top)
{
    for (int at = parent[node]; at >= 0; at = parent[at])
        if (at == top)
            return 1;
    return 0;
}

static void
start_tree(void)
{
    memset(nodes, 0, sizeof nodes);
    for (int i = 0; i < NODES; i++)
        parent[i] = -2;
    mapping_root(&nodes[0], 0x1000, 2);
    parent[0] = -1;
}

/* Each node of the tree: are its descendants, as the list has them, exactly the model's? */
static void
compare(void)
{
    for (int top = 0; top < NODES; top++) {
        int seen[NODES] = {0};
        if (parent[top] == -2)
            continue;
        for (struct mapping *m = mapping_first(&nodes[top]); m; m = mapping_next(&nodes[top], m))
            seen[m - nodes]++;
        for (int i = 0; i < NODES; i++)
            CHECK_EQ(parent[i] != -2 && is_below(i, top), seen[i]);
    }
}

static void
remove_descendants(int top)
{
    struct mapping *m;
    while ((m = mapping_first(&nodes[top]))) {
        parent[m - nodes] = -2;
        mapping_remove(m);
    }
}

static void
page_and_task_are_kept(void)
{
    start_tree();
    mapping_add(&nodes[0], &nodes[1], 0xBFFFF000, 255);
    CHECK_EQ(0xBFFFF000, mapping_page(&nodes[1]));
    CHECK_EQ(255, mapping_task(&nodes[1]));
    CHECK_EQ(1, nodes[1].depth);
    CHECK_EQ(0, nodes[0].depth);
}

static void
siblings_are_not_descendants(void)
{
    start_tree();
    mapping_add(&nodes[0], &nodes[1], 0x1000, 5);
    mapping_add(&nodes[0], &nodes[2], 0x1000, 6);
    mapping_add(&nodes[1], &nodes[3], 0x1000, 7);
    CHECK(mapping_first(&nodes[2]) == NULL);
    CHECK(mapping_first(&nodes[1]) == &nodes[3]);
    CHECK(mapping_next(&nodes[1], &nodes[3]) == NULL);
}

static void
a_chain_of_any_depth(void)
{
    start_tree();
    for (int i = 1; i < NODES; i++) {
        mapping_add(&nodes[i - 1], &nodes[i], 0x1000, (uint32_t)i);
        parent[i] = i - 1;
    }
    CHECK_EQ(NODES - 1, nodes[NODES - 1].depth);
    compare();
    remove_descendants(NODES / 2);
    compare();
    CHECK(mapping_first(&nodes[NODES / 2]) == NULL);
}

static void
an_heir_takes_the_place_with_all_below_it(void)
{
    start_tree();
    mapping_add(&nodes[0], &nodes[1], 0x1000, 5);
    mapping_add(&nodes[1], &nodes[2], 0x1000, 6);
    mapping_add(&nodes[0], &nodes[3], 0x1000, 7);
    mapping_replace(&nodes[1], &nodes[4], 0x2000, 8);
    parent[4] = parent[3] = 0;
    parent[2] = 4;
    parent[0] = -1;
    compare();
    CHECK_EQ(0x2000, mapping_page(&nodes[4]));
    CHECK_EQ(8, mapping_task(&nodes[4]));
    CHECK(nodes[1].next == NULL && nodes[1].previous == NULL);
    mapping_replace(&nodes[0], &nodes[5], 0x1000, 9); /* a root */
    parent[0] = -2;
    parent[5] = -1;
    parent[3] = parent[4] = 5;
    compare();
    CHECK(nodes[5].previous == NULL);
}

static void
random_operations_against_the_model(void)
{
    uint32_t seed = 486;
    for (int round = 0; round < 200; round++) {
        start_tree();
        for (int step = 0; step < 100; step++) {
            int n = (int)(random_next(&seed) % NODES), p = (int)(random_next(&seed) % NODES);
            if (parent[n] == -2 && parent[p] != -2) {
                mapping_add(&nodes[p], &nodes[n], 0x1000u * (uint32_t)n, (uint32_t)n);
                parent[n] = p;
            } else if (parent[n] == -2 && random_next(&seed) % 8 == 0) {
                p = 1 + p % (NODES - 1);
                if (parent[p] == -2)
                    continue;
                mapping_replace(&nodes[p], &nodes[n], 0x1000u * (uint32_t)n, (uint32_t)n);
                for (int i = 0; i < NODES; i++)
                    if (parent[i] == p)
                        parent[i] = n;
                parent[n] = parent[p];
                parent[p] = -2;
            } else if (parent[n] != -2 && random_next(&seed) % 8 == 0) {
                remove_descendants(n);
                if (n) {
                    mapping_remove(&nodes[n]);
                    parent[n] = -2;
                }
            }
        }
        compare();
    }
}

TEST_MAIN({"mapping: page and task are kept", page_and_task_are_kept},
          {"mapping: siblings are not descendants", siblings_are_not_descendants},
          {"mapping: a chain of any depth", a_chain_of_any_depth},
          {"mapping: an heir takes the place with all below it",
           an_heir_takes_the_place_with_all_below_it},
          {"mapping: random operations against a simple model",
           random_operations_against_the_model})
