/*
 * Page faults as messages. Enter by page_fault(), vector 14.
 *
 * The kernel calls the thread's pager in the thread's name: w0 = address and the kind of access, w1
 * = EIP. The answer, a mapping or mere words, lets the thread go on; if the fault is not mended it
 * comes again. [l4 X.0: page-fault protocol; Liedtke '95, 3.2]
 */
#include "ipc/ipc.h"
#include "debug/assert.h"
#include "debug/todo.h"
#include "debug/trace.h"
#include "ipc/exception.h"
#include "ipc/transfer.h"
#include "space/map.h"
#include "thread/guard.h"
#include "thread/ready.h"
#include "thread/switch.h"
#include "thread/timeout.h"

#include <stddef.h>

void fault_answered(struct trap_frame *f);

#define ERROR_WRITE 0x2u /* bit of the processor's error code */

//@ex 3.2 page fault as a message
/* What a thread's own call had in the control block, while the kernel uses it for another. */
struct saved_call {
    uint32_t word[L4_SHORT_WORDS], result, timeouts, receive;
    l4_id_t source, partner;
    uint32_t waits_in_kernel;
};

static void
save_call(const struct tcb *t, struct saved_call *s)
{
    *s = (struct saved_call){{t->word[0], t->word[1], t->word[2]},
                             t->result,
                             t->timeouts,
                             t->receive,
                             t->source,
                             t->partner,
                             t->waits_in_kernel};
}

static void
restore_call(struct tcb *t, const struct saved_call *s)
{
    for (int i = 0; i < (int)L4_SHORT_WORDS; i++)
        t->word[i] = s->word[i];
    t->result = s->result;
    t->timeouts = s->timeouts;
    t->receive = s->receive;
    t->source = s->source;
    t->partner = s->partner;
    t->waits_in_kernel = s->waits_in_kernel;
}

//@stub
//@end
/*
 * Calls the pager of `me`, the running thread, in its name: a message of w0, w1 and 0 (see above),
 * and the answer, for which the whole space is the window. `timeouts` bound both. The thread may be
 * in the middle of a call of its own (a long message met the fault): what the control block says of
 * that call is afterwards as it was. While it waits the thread goes on in the kernel
 * (RESUME_IN_KERNEL). Returns the error code; L4_OK when the pager answered. Blocks.
 */
static uint32_t
call_pager(struct tcb *me, uint32_t address, uint32_t write, l4_timeout_t timeouts)
{
    ASSERT(me == current(), "a thread asks its pager for itself");
//@ex 3.2 page fault as a message
    struct saved_call saved;
    struct tcb *woken = NULL;
    save_call(me, &saved);
    me->waits_in_kernel = RESUME_IN_KERNEL;
    me->word[0] = (address & ~3u) | (write ? 2 : 0);
    me->word[1] = tcb_user_frame(me)->eip;
    me->word[2] = 0;
    uint32_t error = ipc_send(me->pager, 0, timeouts, me->id, &woken);
    if (!error) {
        ipc_receive(me->pager, L4_WHOLE_SPACE | L4_RECV_FPAGE, timeouts, woken);
        error = me->result & L4_CC_ERROR;
    }
    restore_call(me, &saved);
    return error;
//@stub
//:     TODO("3.2");
//@end
}

/* sigma0 has no pager: it may touch whatever memory it owns. */
static uint32_t
resolve(struct tcb *me, uint32_t address, uint32_t write, l4_timeout_t timeouts)
{
    if (me->space == space_at(l4_task_no(L4_SIGMA0)))
        return sigma0_obtain(address & PAGE_MASK) ? L4_OK : L4_ENOT_EXISTENT;
    return call_pager(me, address, write, timeouts);
}

/* Continuation of a receiver whose page a transfer needs: on its own kernel stack. Hands back to
 * the sender. */
static void
page_in_for_sender(void)
{
    struct tcb *me = current();
    struct transfer *x = me->transfer;
    ASSERT(x && x->to == me, "a receiver pages in for the transfer that it is in");
    uint32_t error = resolve(me, x->fault, x->fault_write, send_fault_timeouts(x->timeouts));
    x->fault_error = error;
    me->state = THREAD_LOCKED;
    x->from->state = THREAD_READY;
    switch_to(x->from);
}

void
receiver_page_in(struct transfer *x, uint32_t address, uint32_t write)
{
    struct tcb *me = x->from;
    ASSERT(x->to && x->to->state == THREAD_LOCKED,
           "the receiver of a transfer waits for its sender");
    x->fault = address;
    x->fault_write = write;
    x->fault_error = L4_OK;
    set_continuation(x->to, page_in_for_sender);
    x->to->state = THREAD_READY;
    me->state = THREAD_LOCKED;
    switch_to(x->to);
    if (x->abort || x->fault_error)
        guard_throw(x->abort ? x->abort : L4_ESEND_PF, me->guard);
}

static int
in_window(uint32_t address)
{
    return address - WINDOW_BASE < WINDOW_SIZE;
}

/* The sender of a long message, in the kernel, at its own memory: the receiver's timeouts bound the
 * wait. If the page does not come, or the transfer is aborted, it ends with that error. */
static void
sender_page_in(struct transfer *x, uint32_t address, uint32_t write)
{
//@ex 3.2 page fault as a message
    uint32_t error = resolve(x->from, address, write, receive_fault_timeouts(x->to->timeouts));
    if (x->abort || error)
        guard_throw(x->abort ? x->abort : L4_ERECV_PF, x->from->guard);
//@stub
//:     TODO("3.2");
//@end
}

/* A fast path gives up: nothing was changed but the window. */
static void
retry_slowly(struct trap_frame *f, struct tcb *me)
{
    paging_clear_window(me->space->directory);
    switch_extra |= EXTRA_WINDOW;
    me->guard = 0;
    f->eip = (uint32_t)ipc_retry;
}

/* A fault of the kernel, in the middle of a transfer or of some other guarded work on user memory.
 */
static void
kernel_fault(struct trap_frame *f, struct tcb *me, uint32_t address)
{
    struct transfer *x = me->transfer && me->transfer->from == me ? me->transfer : NULL;
    uint32_t write = f->error & ERROR_WRITE;
    if (me->guard == GUARD_RETRY && (in_window(address) || address < KERNEL_BASE)) {
        retry_slowly(f, me);
        return;
    }
    if (x && in_window(address)) {
        if (x->abort)
            guard_throw(x->abort, me->guard);
        if (!window_restore(x))
            receiver_page_in(x, window_to_receiver(x, address), write);
        return;
    }
    if (address >= KERNEL_BASE || !me->space)
        panic_frame(f, "the kernel touched an address that is not mapped");
    if (!me->guard)
        panic_frame(f, "the kernel touched user memory without a guard");
    if (x && !x->abort) {
        if (x->to->space == me->space && address - x->theirs < x->theirs_size)
            receiver_page_in(x, address, write);
        else
            sender_page_in(x, address, write);
        return;
    }
    uint32_t error = x ? x->abort : resolve(me, address, write, L4_NEVER);
    if (error)
        guard_throw(error, me->guard);
}

/* The pager has answered, or the wait for it was broken off. Ends a fault that came from ring 3: a
 * thread whose pager could not be asked takes exception 14; one whose wait was cancelled, in
 * either phase, goes on where lthread_ex_regs has sent it. */
static void
finish_user_fault(struct trap_frame *f, uint32_t error)
{
//@ex 3.2 page fault as a message
    if (error != L4_OK && error != L4_ECANCELLED && error != (L4_ECANCELLED | L4_IN_SEND))
        exception_deliver(f);
//@stub
//:     TODO("3.2");
//@end
}

void
fault_answered(struct trap_frame *f)
{
    finish_user_fault(f, current()->result & L4_CC_ERROR);
}

/* No pager is asked for the kernel's part of the space: that is exception 14 at once. */
void
page_fault(struct trap_frame *f)
{
    uint32_t address = read_cr2(), error = L4_EABORTED;
    struct tcb *me = current();
    trace(TRACE_FAULT, me->id, f->eip, (address & ~3u) | (f->error & ERROR_WRITE));
    if (!from_user(f)) {
        kernel_fault(f, me, address);
        return;
    }
//@ex 3.2 page fault as a message
    if (address < KERNEL_BASE)
        error = resolve(me, address, f->error & ERROR_WRITE, L4_NEVER);
    finish_user_fault(f, error);
//@stub
//:     (void)error;
//:     TODO("3.2");
//@end
}
