/*
 * The fast path for messages in registers. Enter by ipc_fast(), from entry.S.
 */
#include "ipc/hot.h"
#include "debug/todo.h"
#include "thread/wakeup.h"

//@ex 2.8 the fast path for register messages
/* All but the kind of the wait. Inlined into both. */
static inline __attribute__((always_inline)) struct tcb *
send_and_wait(struct tcb *me, l4_id_t partner, uint32_t receive, uint32_t state)
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
    me->state = state;
    return hand_over(to);
}

//@stub
//@end
/*
 * A call, or a reply and a wait for ever, in registers. The receive descriptor `receive`, the
 * partner and the timeouts are in the control block already; the words are in registers and stay
 * there. NULL where anything is not simple, and then nothing was changed: ipc_slow() does the
 * call. Returning NULL always is right, and slow. Simple is: the partner is there and waits for
 * us (is_there_for()); we receive into registers or a buffer, not into a window; we have no
 * SPECIAL_* bit; and if we wait for anybody, nobody stands in our queue. Then we wait: `accepts`
 * and `partner` say for whom, `state` how, as ipc_receive() would leave them, and hand_over()
 * makes the partner the one that runs.
 */
HOT_TEXT struct tcb *
ipc_fast(struct tcb *me, l4_id_t partner, uint32_t receive)
{
//@ex 2.8 the fast path for register messages
    return send_and_wait(me, partner, receive, THREAD_RECEIVING);
//@stub
//:     (void)me, (void)partner, (void)receive;
//:     TODO("2.8");
//@end
}

/* With a receive timeout that is the same as the last time, and still filed where it does not come
 * too late: a thread nearly always has the same. The slow path decodes a new one, and files. A
 * wakeup that is written down and then not waited for means nothing. */
HOT_TEXT struct tcb *
ipc_fast_timed(struct tcb *me, l4_id_t partner, uint32_t receive)
{
//@ex 2.8 the fast path for register messages
    uint32_t when = wakeup_now + me->timed_ticks;
    if (unlikely(me->timed != me->timeouts || me->filed - 1 >= when))
        return NULL;
    me->wakeup = when;
    return send_and_wait(me, partner, receive, THREAD_RECEIVING | THREAD_TIMED);
//@stub
//:     (void)me, (void)partner, (void)receive;
//:     TODO("2.8");
//@end
}
