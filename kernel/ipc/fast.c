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
ipc_fast(l4_timeout_t timeouts, l4_id_t partner, uint32_t receive)
{
    struct tcb *me = current();
    struct tcb *to = tcb_at(partner);
    uint32_t state = THREAD_RECEIVING;

    if (unlikely(!can_wait(me, receive, 0)))
        return NULL;
    if (unlikely(!is_there_for(to, partner, me->id)))
        return NULL;
    if (timeouts & 0x0F) {
        if (unlikely((me->timed == timeouts ? me->timed_ticks : decode(me, timeouts)) == 0))
            return NULL;
        wakeup_arm(me, me->timed_ticks);
        state = THREAD_RECEIVING | THREAD_TIMED;
    }
    trace(TRACE_FAST, me->id, to->id, receive);
    wait_for(me, receive, partner, timeouts, state);
    return hand_over(me, to);
}
