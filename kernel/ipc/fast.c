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

/* Whom a wait lets in; INVALID if somebody waits to send to us already. */
static inline l4_id_t
accepted(const struct tcb *me, l4_id_t partner, uint32_t receive)
{
    if (!(receive & L4_RECV_OPEN))
        return partner;
    return likely(me->senders == NULL) ? L4_NIL : L4_INVALID;
}

HOT_TEXT struct tcb *
ipc_fast(struct tcb *me, l4_id_t partner, uint32_t receive)
{
    struct tcb *to = tcb_at(partner);

    if (unlikely((receive & L4_RECV_FPAGE) | me->special))
        return NULL;
    if (unlikely(!is_there_for(to, partner, me->id)))
        return NULL;
    l4_id_t accept = accepted(me, partner, receive);
    if (unlikely(accept == L4_INVALID))
        return NULL;
    trace(TRACE_FAST, me->id, partner, receive);
    me->accepts = me->partner = accept;
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
    if (unlikely(!is_there_for(to, partner, me->id)))
        return NULL;
    l4_id_t accept = accepted(me, partner, receive);
    if (unlikely(accept == L4_INVALID))
        return NULL;
    trace(TRACE_FAST, me->id, partner, receive);
    wakeup_arm(me, ticks);
    me->accepts = me->partner = accept;
    me->state = THREAD_RECEIVING | THREAD_TIMED;
    return hand_over(me, to);
}
