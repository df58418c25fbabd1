/*
 * The fast path for messages in registers. Enter by ipc_fast(), from entry.S.
 */
#include "ipc/hot.h"
#include "thread/wakeup.h"

/* The ticks of a receive timeout; decoded once for a thread that always has the same. 0 for none. */
static uint32_t
decode(struct tcb *me, l4_timeout_t timeouts)
{
    me->timed = timeouts;
    me->timed_ticks = receive_timeout(timeouts);
    return me->timed_ticks;
}

HOT_TEXT struct tcb *
ipc_fast(struct tcb *me, l4_id_t partner, uint32_t receive)
{
    struct tcb *to = tcb_at(partner);

    if (unlikely((receive & L4_RECV_FPAGE) | me->special))
        return NULL;
    if (unlikely(!is_there_for(to, partner, me)))
        return NULL;
    if (receive & L4_RECV_OPEN) {
        if (unlikely(me->senders != NULL)) /* somebody waits to send to us already */
            return NULL;
        partner = L4_NIL;
    }
    trace(TRACE_FAST, me->id, to->id, receive);
    me->accepts = me->partner = partner;
    me->state = THREAD_RECEIVING;
    return hand_over(me, to);
}

HOT_TEXT struct tcb *
ipc_fast_timed(struct tcb *me, l4_id_t partner, uint32_t receive)
{
    struct tcb *to = tcb_at(partner);
    uint32_t ticks = me->timed == me->timeouts ? me->timed_ticks : decode(me, me->timeouts);

    if (unlikely((receive & L4_RECV_FPAGE) | me->special | (ticks == 0)))
        return NULL;
    if (unlikely(!is_there_for(to, partner, me)))
        return NULL;
    if (receive & L4_RECV_OPEN) {
        if (unlikely(me->senders != NULL)) /* somebody waits to send to us already */
            return NULL;
        partner = L4_NIL;
    }
    trace(TRACE_FAST, me->id, to->id, receive);
    wakeup_arm(me, ticks);
    me->accepts = me->partner = partner;
    me->state = THREAD_RECEIVING | THREAD_TIMED;
    return hand_over(me, to);
}
