/*
 * How a wait or a transfer ends early: its time is over, lthread_ex_regs, or the end of a thread.
 * Enter by ipc_cancel().
 *
 * Before the transfer a wait is simply over. During it, both sides get the error; the side that
 * stands somewhere in the kernel is made to come back from there and finds x->abort set.
 */
#include "ipc/ipc.h"
#include "debug/assert.h"
#include "ipc/transfer.h"
#include "debug/todo.h"
#include "debug/trace.h"
#include "thread/ready.h"
#include "thread/switch.h"
#include "thread/wakeup.h"

#include <stddef.h>

//@ex 2.7 cancel and abort
/* Ends a wait for a partner with `error`. Returns 0 if `t` is in none. */
static int
break_wait(struct tcb *t, uint32_t error)
{
    ASSERT(error, "a wait ends early with an error");
    if (is_waiting(t, THREAD_SENDING)) {
        ASSERT(tcb_find(t->partner), "who waits to send waits for a thread that exists");
        senders_remove(tcb_at(t->partner), t);
        t->result = error | L4_IN_SEND;
        t->state = THREAD_READY; /* it stands in wait_to_send(), and returns from there */
    } else if (is_waiting(t, THREAD_RECEIVING)) {
        t->result = error;
        ipc_make_ready(t);
    } else {
        return 0;
    }
    ready_enqueue(t);
    return 1;
}

//@stub
//@end
/*
 * A transfer is broken off with `error`, from outside: neither side runs. x->abort says so to the
 * sender, who carries the message and looks at it whenever it comes back from a wait; it then
 * tells the receiver. So whichever side waits for a pager in this moment, the receiver (x->to,
 * NULL if it is gone) or else the sender, only has that wait ended, with L4_ECANCELLED; it does
 * the rest. Of a sender that waits for its receiver's page, nothing is touched.
 */
void
transfer_abort(struct transfer *x, uint32_t error)
{
    ASSERT(x->from->transfer == x, "a transfer that is broken off is its sender's");
    ASSERT(!x->to || x->to->transfer == x, "and its receiver's, who has no other");
//@ex 2.7 cancel and abort
    x->abort = error;
    if (x->to &&
        break_wait(x->to,
                   L4_ECANCELLED)) /* it was waiting for its pager; it hands on to the sender */
        return;
    break_wait(x->from, L4_ECANCELLED);
//@stub
//:     (void)error;
//:     TODO("2.7");
//@end
}

/*
 * `t`, which does not run, was redirected. In a transfer (t->transfer, either side): that is
 * aborted with L4_EABORTED. Else, if it waits to send (in a queue, standing in the kernel where
 * it gave the processor away): it leaves the queue and returns from there with its result. If it
 * waits to receive: ipc_make_ready() lets it go on with its result. The result is L4_ECANCELLED,
 * with L4_IN_SEND for the send phase. Who was woken stands in the ready queue; the caller goes
 * on. Never blocks.
 */
void
ipc_cancel(struct tcb *t)
{
//@ex 2.7 cancel and abort
    if (t->transfer)
        transfer_abort(t->transfer, L4_EABORTED);
    else
        break_wait(t, L4_ECANCELLED);
//@stub
//:     (void)t;
//:     TODO("2.7");
//@end
}

/* The time of t's wait is over: the same with L4_ETIMEOUT. Called by the tick, which runs in
 * whatever thread was interrupted. A wait for a pager inside of a transfer, too, ends with
 * L4_ETIMEOUT, and the transfer's sides learn it from there. */
void
ipc_expire(struct tcb *t)
{
    ASSERT(t != current(), "who runs waits for nothing");
    trace(TRACE_WAKEUP, current()->id, t->id, 0);
//@ex 2.7 cancel and abort
    break_wait(t, L4_ETIMEOUT);
//@stub
//:     TODO("2.7");
//@end
}

//@ex 2.7 cancel and abort
/* The receiver of a transfer is gone: the sender must not touch it any more. */
static void
bury_receiver(struct transfer *x)
{
    struct tcb *sender = x->from;
    ASSERT(sender->transfer == x, "the sender of a transfer knows it");
    x->to = NULL;
    x->abort = L4_EABORTED;
    if (sender->state == THREAD_LOCKED) {
        sender->state = THREAD_READY;
        ready_enqueue(sender);
    } else {
        break_wait(sender, L4_ECANCELLED);
    }
}

/* The sender, and with it the transfer, is gone: the receiver's call is over, wherever it stood. */
static void
bury_sender(struct transfer *x)
{
    struct tcb *receiver = x->to;
    if (!receiver)
        return;
    ASSERT(receiver->transfer == x, "the receiver of a transfer knows it");
    if (is_waiting(receiver, THREAD_SENDING))
        senders_remove(tcb_at(receiver->partner), receiver);
    receiver->transfer = NULL;
    receiver->waits_in_kernel = RESUME_IN_USER;
    receiver->guard = 0;
    receiver->result = L4_EABORTED;
    ipc_make_ready(receiver);
    ready_enqueue(receiver);
}

//@stub
//@end
/* A task was deleted. If `t` waits for a message from one certain thread that exists no more its
 * wait ends with L4_ENOT_EXISTENT. It may wait for anybody or for an interrupt: these do not end.
 * */
void
ipc_end_if_orphaned(struct tcb *t)
{
//@ex 2.7 cancel and abort
    l4_id_t partner = t->partner;
    if (partner != L4_NIL && !l4_is_irq(partner) && !tcb_find(partner))
        break_wait(t, L4_ENOT_EXISTENT);
//@stub
//:     (void)t;
//:     TODO("2.7");
//@end
}

/*
 * `t` goes for ever. It leaves the queue in which it waits to send, and the ready queue, and the
 * wakeup lists, and gives back its interrupt line. All that wait to send to it get
 * L4_ENOT_EXISTENT in the send phase. The other side of a transfer gets L4_EABORTED: a sender is
 * left with x->to = NULL, and goes on from its wait (in THREAD_LOCKED or for its pager) to find
 * x->abort; a receiver's call is over wherever it stands, for the message was on the stack of
 * `t`: it waits for nothing, in no queue, has no guard and no transfer, and goes on in its user's
 * program. Afterwards `t` is halted, and nobody may deliver to it.
 */
void
ipc_bury(struct tcb *t)
{
    ASSERT(t != current(), "nobody ends the thread that it is");
    ASSERT(t->magic == TCB_MAGIC && t->id != L4_NIL, "one ends only a thread that exists");
//@ex 2.7 cancel and abort
    if (is_waiting(t, THREAD_SENDING))
        senders_remove(tcb_at(t->partner), t);
    if (t->transfer && t->transfer->from == t)
        bury_sender(t->transfer);
    else if (t->transfer)
        bury_receiver(t->transfer);
    while (t->senders)
        break_wait(t->senders, L4_ENOT_EXISTENT);
    interrupt_detach(t);
    t->state = THREAD_HALTED;
    t->accepts = L4_INVALID;
    ready_dequeue(t);
    wakeup_forget(t);
//@stub
//:     TODO("2.7");
//@end
}
