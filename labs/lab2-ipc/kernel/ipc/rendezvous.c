/*
 * Who waits for whom: the general case of send and receive. Enter by ipc_slow().
 *
 * The sender carries the message. If it comes first it waits in the receiver's queue, and the
 * receiver, when it wants the message, names the sender as the one it waits for and switches to it.
 *
 * A thread that waits for a message on behalf of its user keeps nothing on its kernel stack:
 * whoever completes the message leaves the result in the control block and ipc_resume as the place
 * to go on.
 */
#include "ipc/ipc.h"
#include "debug/assert.h"
#include "debug/todo.h"
#include "debug/trace.h"
#include "i486/descriptors.h"
#include "l4/vectors.h"
#include "thread/guard.h"
#include "thread/ready.h"
#include "thread/slice.h"
#include "thread/switch.h"
#include "thread/wakeup.h"

#include <stddef.h>

int
ipc_waits_for(const struct tcb *t, l4_id_t sender)
{
    (void)t, (void)sender;
    TODO("2.1");
}

void
ipc_make_ready(struct tcb *t)
{
    ASSERT(t != current(), "the wait of the thread that runs is not for others to end");
    ASSERT(t->magic == TCB_MAGIC, "one makes ready only a thread that exists");
    t->state = THREAD_READY;
    t->accepts = L4_INVALID;
    if (t->waits_in_kernel == RESUME_IN_USER)
        set_continuation(t, ipc_resume);
    else if (t->waits_in_kernel == RESUME_AFTER_FAULT) {
        t->waits_in_kernel = RESUME_IN_USER;
        set_continuation_at(t, tcb_trap_frame(t), fault_resume);
    }
}

void
ipc_run(struct tcb *next)
{
    if (next)
        switch_to(next);
    else
        schedule();
}

/*
 * `to` may take a message now if it exists (and is not the sender itself: else L4_ENOT_EXISTENT),
 * and waits for `source` or for anybody. If it does not wait the sender joins the end of its
 * queue (senders_append()) with me->partner and me->source set, in state THREAD_SENDING, for at
 * most send_timeout() ticks (0: not at all, L4_ETIMEOUT), and gives the processor away;
 * THREAD_TIMED and wakeup_arm() belong to a wait with an end. It goes on, ready and out of the
 * queue, either because `to` wants the message now (me->result is still L4_OK) or because its
 * wait was ended by others (me->result is what it returns, see abort.c). Then ipc_transfer()
 * carries the message over; the receiver, if it still exists, gets `source` and what
 * ipc_transfer() says, and is made ready by ipc_make_ready(). Each error of this phase has
 * L4_IN_SEND in it; the receiver's has not.
 */
uint32_t
ipc_send(l4_id_t partner, uint32_t send, l4_timeout_t timeouts, l4_id_t propagatee,
         struct tcb **woken)
{
    struct tcb *me = current();
    l4_id_t source = propagatee;
    uint32_t flags, result, error;
    struct tcb *to = tcb_find(partner) ? tcb_find(ipc_route(partner, &source, &flags)) : NULL;
    (void)me, (void)flags, (void)result, (void)error, (void)to;
    (void)send, (void)timeouts, (void)woken;
    TODO("2.1");
}

/* What keeps a receive from waiting: 1 if the call is over, with the result in the control block.
 */
static int
received_at_once(struct tcb *me, l4_id_t from, uint32_t open, uint32_t ticks, l4_id_t *partner)
{
    *partner = open ? L4_NIL : from;
    if (!open && l4_is_irq(from))
        return interrupt_receive(from, ticks, partner);
    if (!open && from == L4_NIL) {
        *partner = me->id; /* sleeps: nobody is ever itself */
        if (ticks == 0)
            interrupt_detach(me);
    } else if (!open && !tcb_find(from)) {
        me->result = L4_ENOT_EXISTENT;
        return 1;
    }
    if (open && (me->special & SPECIAL_IRQ) && interrupt_take(me))
        return 1;
    return 0;
}

/*
 * received_at_once() has dealt with interrupts and sleep; *partner is then whom the thread waits
 * for: L4_NIL for anybody, its own id for nobody. If somebody waits to send who suits, the first
 * of the queue, or for a closed wait the one that speaks in the name of `partner` wherever it
 * stands (senders_find()), it leaves the queue and gets the processor, to carry its message over:
 * the current thread must look like one that waits for it, and for nobody else. If nobody does,
 * the thread waits, at most `ticks` (0: not at all, L4_ETIMEOUT as the result), and `woken` gets
 * the processor, or whoever can run. While a thread waits, `accepts` says whom the fast path may
 * deliver to it: its partner, if the wait is as plain as `simple` says, else L4_INVALID. `timed`
 * and `timed_ticks` remember the timeout for the fast path, which adds timed_ticks to wakeup_now.
 */
void
ipc_receive(l4_id_t from, uint32_t receive, l4_timeout_t timeouts, struct tcb *woken)
{
    struct tcb *me = current();
    uint32_t ticks = receive_timeout(timeouts), open = receive & L4_RECV_OPEN;
    l4_id_t partner;
    ASSERT(is_ready(me) && !woken == !(woken && is_ready(woken)),
           "who receives runs, and whom it woke can");
    me->receive = receive;
    me->timeouts = timeouts;
    if (received_at_once(me, from, open, ticks, &partner)) {
        ipc_release(woken);
        return;
    }
    TODO("2.1");
}

void
ipc_release(struct tcb *woken)
{
    if (woken)
        wake(woken);
}

/* The propagatee's id lies on top of the user's stack. */
static uint32_t
read_word(void *address)
{
    return *(uint32_t *)address;
}

static l4_id_t
propagatee(struct tcb *me, uint32_t send)
{
    uint32_t esp = tcb_user_frame(me)->user_esp;
    if (send == L4_NO_SEND || !(send & L4_SEND_PROP) || esp > KERNEL_BASE - 4)
        return me->id;
    return guarded(read_word, (void *)esp, &me->guard);
}

void
ipc_slow(struct tcb *me, uint32_t send)
{
    struct tcb *woken = NULL;
    l4_id_t partner = me->partner, source = propagatee(me, send);
    uint32_t receive = me->receive, timeouts = me->timeouts, error = L4_OK;
    if (send != L4_NO_SEND)
        error = ipc_send(partner, send, timeouts, source, &woken);
    if (error == L4_OK && receive != L4_NO_RECEIVE) {
        ipc_receive(partner, receive, timeouts, woken);
        return;
    }
    me->result = error;
    ipc_release(woken);
}

void
ipc_init(void)
{
    gate_set_entry(L4_INT_IPC, (uint32_t)ipc_entry);
    gate_set_entry(L4_INT_ID_NEAREST, (uint32_t)id_nearest_entry);
    gate_set_entry(VECTOR_PAGE, (uint32_t)fault_entry);
    tick_set_expire(ipc_expire);
}
