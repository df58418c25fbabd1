/*
 * The fast path for a pager's answer: one page. Enter by ipc_fast_map(), from entry.S.
 */
#include "ipc/hot.h"
#include "space/map.h"

/* The receiver waits since ipc_fast_fault(); that it is in our clan and not in our space has been
 * seen there. An open wait for ever follows, as entry.S has seen. */
HOT_TEXT struct tcb *
ipc_fast_map(struct tcb *me, uint32_t send_base, l4_fpage_t send)
{
    l4_id_t partner = me->partner;
    struct tcb *to = tcb_at(partner);
    if (unlikely(to->id != partner || to->waits_in_kernel != RESUME_AFTER_FAULT ||
                 to->partner != me->id))
        return NULL;
    if (unlikely(me->special | (uint32_t)me->senders))
        return NULL;
    if (unlikely(!map_single_page(me, send, to, send_base)))
        return NULL;
    trace(TRACE_SEND, me->id, to->id, send_base);
    me->accepts = me->partner = L4_NIL;
    me->state = THREAD_RECEIVING;
    to->waits_in_kernel = RESUME_IN_USER;
    return hand_over(to);
}
