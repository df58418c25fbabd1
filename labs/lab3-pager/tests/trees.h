/*
 * A page that goes from task to task as the seed says: node 0 is the test's own, each other has it
 * from an earlier one, in another task, at a place of its own.
 */
#ifndef TREES_H
#define TREES_H

#include "clients.h"

#define NODES 24u

static uint32_t node_task[NODES + 1], node_at[NODES + 1], node_value;

static inline void
node_make(uint32_t i, uint32_t parent, uint32_t task, uint32_t at)
{
    node_task[i] = task;
    node_at[i] = at;
    give_page(node_task[parent], node_at[parent], L4_FPAGE_WRITE, task, at);
}

/* Node 0: one of the sources. */
static inline void
tree_begin(uint32_t source)
{
    node_task[0] = 0;
    node_at[0] = SOURCE(source);
    node_value = sources[source][0];
}

/* Nodes 1 to `count`, drawn from `from` on. The heads' answers draw the same. */
static inline void
tree_grow(uint32_t count, uint32_t from)
{
    for (uint32_t i = 1; i <= count; i++) {
        uint32_t parent = MIX(from + 2 * i) % i, task = 1 + MIX(from + 2 * i + 1) % 3;
        if (task == node_task[parent])
            task = task % 3 + 1;
        node_make(i, parent, task, ARENA + (i << 22) + (from & 0xFF) * PAGE);
    }
}

/* Who of nodes 1 to `count` has the page: bit i - 1. Whoever lost it sees the hole from now on. */
static inline uint32_t
tree_left(uint32_t count)
{
    uint32_t left = 0;
    for (uint32_t i = 1; i <= count; i++)
        left |= (uint32_t)(look(node_task[i], node_at[i]) == node_value) << (i - 1);
    return left;
}

#endif
