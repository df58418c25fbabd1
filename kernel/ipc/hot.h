/*
 * What the fast paths have in common. ipc/ only.
 *
 * A fast path is a flat list of tests, each for one thing that makes a call not simple; then the
 * few words that change. Nothing is changed before the last test, so whatever is not simple can be
 * done over by ipc_slow(). The ready queue is not touched (lazy scheduling), the slice goes with
 * the switch (donation), no segment register is loaded, and interrupts stay off. One test often
 * stands for several conditions, and the unlikely is out of line. [Liedtke '93, 5.3.4, 5.3.5, 5.3.6,
 * 5.5: avoiding jumps and checks]
 */
#ifndef IPC_HOT_H
#define IPC_HOT_H

#include "debug/trace.h"
#include "ipc/ipc.h"

#include <stddef.h>

/* The partner exists in this version, waits for us, on behalf of its user, and neither of us is a
 * chief's matter. */
static inline int
is_there_for(const struct tcb *to, l4_id_t id, struct tcb *me)
{
    if (to->id != id || (to->accepts != L4_NIL && to->accepts != me->id))
        return 0;
    __asm__(
        ""
        : "+m"(me->id)); /* load it again: a register for it would have to be saved on the stack */
    return (id ^ me->id) <= ~L4_CHIEF_MASK;
}

/* A receive phase into registers or a buffer, for ever; nobody waits to send to us already; no
 * interrupt line, no debug registers. */
static inline int
can_wait(const struct tcb *me)
{
    if (unlikely(me->special | (me->timeouts & 0x0F) | (me->receive & L4_RECV_FPAGE)))
        return 0;
    return !(me->receive & L4_RECV_OPEN) || !me->senders;
}

/* The current thread begins to wait, for ever, as its control block says. */
static inline void
begin_waiting(struct tcb *me)
{
    if (me->receive & L4_RECV_OPEN)
        me->partner = L4_NIL;
    me->accepts = me->partner;
    me->state = THREAD_RECEIVING;
}

/* Gives the processor to `to`. All that is left to do is to change stack and space. That comes last,
 * in entry.S, so that nothing of the old stack is needed with the new space's TLB. */
static inline struct tcb *
hand_over(struct tcb *to)
{
    to->accepts = L4_INVALID;
    to->state = THREAD_READY;
    __asm__("" : "+r"(to)); /* what is returned gets a register now, not from the first test on */
    return to;
}

#endif
