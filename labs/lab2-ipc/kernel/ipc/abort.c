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
    (void)error;
    TODO("2.7");
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
    (void)t;
    TODO("2.7");
}

/* The time of t's wait is over: the same with L4_ETIMEOUT. Called by the tick, which runs in
 * whatever thread was interrupted. A wait for a pager inside of a transfer, too, ends with
 * L4_ETIMEOUT, and the transfer's sides learn it from there. */
void
ipc_expire(struct tcb *t)
{
    ASSERT(t != current(), "who runs waits for nothing");
    trace(TRACE_WAKEUP, current()->id, t->id, 0);
    TODO("2.7");
}

/* A task was deleted. If `t` waits for a message from one certain thread that exists no more its
 * wait ends with L4_ENOT_EXISTENT. It may wait for anybody or for an interrupt: these do not end.
 * */
void
ipc_end_if_orphaned(struct tcb *t)
{
    (void)t;
    TODO("2.7");
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
    TODO("2.7");
}
