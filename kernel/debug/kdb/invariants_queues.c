/*
 * What must hold for queues. Enter by invariants_check_queues().
 *
 * A queue is walked with a bound: a ring that was torn would never end.
 */
#include "debug/kdb/invariants_parts.h"
#include "ipc/ipc.h"
#include "thread/ready.h"
#include "thread/wakeup.h"

#include <stddef.h>

#define PRIORITIES 256
#define BOUND      16384u /* threads that can exist */

static uint32_t in_rings, in_lists, want_rings, want_lists, propagating;

static void
check_ring(uint32_t priority)
{
    const struct tcb *first = ready_ring(priority), *t = first;
    if (!first)
        return;
    uint32_t count = 0;
    do {
        HOLDS(t->magic == TCB_MAGIC && t->id, t, "the ready queue holds threads that exist");
        HOLDS(t->priority == priority, t->id, "a thread stands in the ring of its priority");
        HOLDS(t->ready_next && t->ready_next->ready_previous == t, t->id,
              "the ready ring is linked both ways");
        HOLDS(++count <= BOUND, priority, "a ready ring ends");
        t = t->ready_next;
    } while (t != first);
    HOLDS(ready_highest() >= (int)priority, priority, "the highest priority of the queue is known");
    in_rings += count;
}

static void
check_list(uint32_t i)
{
    uint32_t count = 0;
    const struct tcb *previous = NULL;
    for (const struct tcb *t = wakeup_list(i); t; previous = t, t = t->wakeup_next) {
        HOLDS(t->magic == TCB_MAGIC && t->id, t, "the wakeup lists hold threads that exist");
        HOLDS(t->wakeup_previous == previous, t->id, "a wakeup list is linked both ways");
        HOLDS(t->filed, t->id, "who stands in a wakeup list knows the time it is filed under");
        HOLDS(i == (t->filed < WAKEUP_EPOCH ? t->filed % WAKEUP_LISTS : WAKEUP_LISTS), t->id,
              "a wakeup is filed in the list of its time");
        HOLDS(++count <= BOUND, i, "a wakeup list ends");
    }
    in_lists += count;
}

static void
check_senders(const struct tcb *to)
{
    const struct tcb *t = to->senders;
    uint32_t count = 0;
    if (!t)
        return;
    do {
        HOLDS(is_waiting(t, THREAD_SENDING), t->id,
              "a sender queue holds threads that wait to send");
        HOLDS(t->partner == to->id, t->id, "a sender stands in the queue of its partner");
        HOLDS(t->sender_next && t->sender_next->sender_previous == t, t->id,
              "a sender queue is linked both ways");
        HOLDS(++count <= BOUND, to->id, "a sender queue ends");
        propagating += t->source != t->id;
        t = t->sender_next;
    } while (t != to->senders);
}

static void
visit(const struct tcb *t)
{
    want_rings += t->ready_next != NULL;
    want_lists += t->filed != 0;
    check_senders(t);
}

void
invariants_check_queues(void)
{
    in_rings = in_lists = want_rings = want_lists = propagating = 0;
    invariants_each_thread(visit);
    for (uint32_t p = 0; p < PRIORITIES; p++)
        check_ring(p);
    for (uint32_t i = 0; i <= WAKEUP_LISTS; i++)
        check_list(i);
    HOLDS(in_rings == want_rings, in_rings, "who has a place in the ready queue is found there");
    HOLDS(propagating == senders_propagating, propagating,
          "it is known how many wait to speak in another's name");
    HOLDS(in_lists == want_lists, in_lists, "who is filed for a wakeup is found there");
}
