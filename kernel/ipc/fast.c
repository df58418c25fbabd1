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

/* The end of ipc_fast() where the wait has a timeout. */
HOT_TEXT __attribute__((noinline)) static struct tcb *
wait_timed(struct tcb *me, struct tcb *to, l4_timeout_t timeouts)
{
    uint32_t ticks = me->timed == timeouts ? me->timed_ticks : decode(me, timeouts);
    if (unlikely(ticks == 0))
        return NULL;
    wakeup_arm(me, ticks);
    me->state = THREAD_RECEIVING | THREAD_TIMED;
    return hand_over(me, to);
}

HOT_TEXT struct tcb *
ipc_fast(uint32_t receive, l4_id_t partner, l4_timeout_t timeouts)
{
    struct tcb *me = current();
    struct tcb *to = tcb_at(partner);
    l4_id_t accept = partner;

    if (unlikely((receive & L4_RECV_FPAGE) | me->special))
        return NULL;
    if (unlikely(!is_there_for(to, partner, me->id)))
        return NULL;
    if (receive & L4_RECV_OPEN) {
        if (unlikely(me->senders != NULL))
            return NULL;
        accept = L4_NIL;
    }
    trace(TRACE_FAST, me->id, partner, receive);
    me->receive = receive;
    me->partner = accept;
    me->timeouts = timeouts;
    if (timeouts & 0x0F) {
        to = wait_timed(me, to, timeouts);
        me->accepts = to ? accept : L4_INVALID;
        return to;
    }
    me->accepts = accept;
    me->state = THREAD_RECEIVING;
    return hand_over(me, to);
}
