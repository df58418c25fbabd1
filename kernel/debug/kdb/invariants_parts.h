/*
 * The parts of the checks. Each panics with a sentence that names the thread or page for which
 * something does not hold. They run with interrupts off, in any address space, and change nothing.
 */
#ifndef DEBUG_KDB_INVARIANTS_PARTS_H
#define DEBUG_KDB_INVARIANTS_PARTS_H

#include "debug/panic.h"
#include "space/space.h"
#include "thread/tcb.h"

/* `value` names the thread, address or number that is wrong. */
#define HOLDS(condition, value, sentence)                                                          \
    do {                                                                                           \
        if (!(condition))                                                                          \
            panic("an invariant is broken: %s (%s, %08x)", sentence, #condition,                   \
                  (uint32_t)(value));                                                              \
    } while (0)

/* One thread: id and place, state, partner, accepts, wakeup. */
void invariants_check_thread(const struct tcb *t);

/* All threads of all tasks. */
void invariants_check_threads(void);

/* Ready rings, sender queues, wakeup lists: members, links, and who should be in them. */
void invariants_check_queues(void);

/* Mapping trees and page tables agree, in both directions. */
void invariants_check_trees(void);

/* Each frame has one use, and is charged to who uses it. */
void invariants_check_frames(void);

/* The switch between two stacks keeps the registers that it has to keep. */
void invariants_check_switch(void);

/* In switch_round_trip.S. */
uint32_t switch_round_trip(uint32_t *other);
void switch_other_side(void);

/* Calls `visit` for each thread that exists, but the idle one. */
void invariants_each_thread(void (*visit)(const struct tcb *t));

/* In invariants_entry.S. */
void invariants_ipc_entry(void);
void invariants_nearest_entry(void);
void invariants_enter(void);

#endif
