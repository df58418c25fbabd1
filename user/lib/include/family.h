/*
 * Tasks that share the caller's program: the simplest way to a second address space, for tests and
 * demonstrations.
 *
 * A pager thread of the caller (lthread 1) maps the caller's pages into each child at the same
 * addresses, writable: code and data are shared, as after a fork that never copies. Each child
 * needs a stack of its own in the shared data.
 */
#ifndef FAMILY_H
#define FAMILY_H

#include <l4/types.h>

#define FAMILY_PAGER 1 /* lthread of the pager */

/*
 * Starts task `number` (5..255: the right to it must be the caller's) at `function`, on the stack
 * that ends at `stack_top`. The pager is started with the first child. Returns the new task's id,
 * L4_NIL if the kernel refuses. `function` must not return.
 */
l4_id_t family_start(uint32_t number, void (*function)(void), void *stack_top);

/* Deletes a child. */
void family_end(l4_id_t child);

#endif
