/*
 * The fast path. Enter by ipc_fast(), from entry.S.
 *
 * A flat list of tests, each for one thing that makes a call not simple; then the few words that change. Nothing is
 * changed before the last test. The ready queue is not touched (lazy scheduling), the slice goes with the switch
 * (donation), no segment register is loaded. [Liedtke '93, 5.2.2, 5.3.3, 5.3.4, 5.6]
 */
#include "ipc/ipc.h"
#include "debug/trace.h"
#include "i486/descriptors.h"
#include "thread/wakeup.h"

#include <stddef.h>

/* Does `t` wait for a message from `sender`, in a way that registers can satisfy? */
static inline int
accepts(const struct tcb *t, l4_id_t sender)
{
    return t->accepts == sender || t->accepts == L4_NIL;
}

__attribute__((section(".text.hot"))) struct tcb *
ipc_fast(uint32_t send, l4_id_t partner, l4_timeout_t timeouts, uint32_t receive)
{
    struct tcb *me = current();
    struct tcb *to = tcb_at(partner);
    uint32_t state = THREAD_RECEIVING;

    /* Registers only; a receive phase into registers or a buffer; no interrupt line, no debug registers. */
    if (unlikely(send | me->special | (receive & L4_RECV_FPAGE)))
        return NULL;
    /* The partner exists in this version, waits for us, and neither of us is a chief's matter. */
    if (unlikely(to->id != partner || !accepts(to, me->id) || (partner ^ me->id) >> L4_CHIEF_SHIFT))
        return NULL;
    if (receive & L4_RECV_OPEN) {
        /* An open wait: but somebody may be waiting to send to us already. */
        if (unlikely(me->senders != NULL))
            return NULL;
        partner = L4_NIL;
    }
    if (timeouts & 0x0F) {
        uint32_t ticks = receive_timeout(timeouts);
        if (unlikely(ticks == 0))
            return NULL;
        wakeup_arm(me, ticks);
        state = THREAD_RECEIVING | THREAD_TIMED;
    }
    trace(TRACE_FAST, me->id, to->id, receive);
    me->accepts = me->partner = partner;
    me->receive = receive;
    me->timeouts = timeouts;
    me->state = state;
    to->accepts = L4_INVALID;
    to->state = THREAD_READY;
    set_kernel_stack(tcb_top(to));
    if (to->directory != me->directory)
        write_cr3(to->directory);
    return to;
}
