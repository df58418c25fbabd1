/*
 * Who waits for whom: the general case of send and receive. Enter by ipc_slow().
 *
 * The sender carries the message. If it comes first it waits in the receiver's queue, and the receiver, when it
 * wants the message, names the sender as the one it waits for and switches to it.
 *
 * A thread that waits for a message on behalf of its user keeps nothing on its kernel stack: whoever completes
 * the message leaves the result in the control block and ipc_resume as the place to go on.
 */
#include "ipc/ipc.h"
#include "debug/assert.h"
#include "i486/descriptors.h"
#include "l4/vectors.h"
#include "thread/ready.h"
#include "thread/slice.h"
#include "thread/switch.h"

static int
waits_for(const struct tcb *t, l4_id_t sender)
{
    return t->state == THREAD_RECEIVING && (t->partner == L4_NIL || t->partner == sender);
}

static int
send_timeout_is_zero(l4_timeout_t t)
{
    return (t & 0xF0) && !(t & 0x00FF0000);
}

static int
receive_timeout_is_zero(l4_timeout_t t)
{
    return (t & 0x0F) && !(t & 0xFF000000);
}

/* `t` will run, with what its control block holds as the result of its call. It is in no queue yet. */
static void
make_ready(struct tcb *t)
{
    t->state = THREAD_READY;
    t->accepts = L4_INVALID;
    if (!t->waits_in_kernel)
        set_continuation(t, ipc_resume);
}

/* Waits in the queue of `to`. Returns L4_OK when `to` wants the message now, or the error that ended the wait. */
static uint32_t
wait_to_send(struct tcb *me, struct tcb *to)
{
    me->state = THREAD_SENDING;
    me->partner = to->id;
    me->result = L4_OK;
    senders_append(to, me);
    schedule();
    return me->result;
}

uint32_t
ipc_send(l4_id_t partner, uint32_t send, l4_timeout_t timeouts, struct tcb **woken)
{
    struct tcb *me = current(), *to = tcb_find(partner);
    uint32_t cc = 0, error;
    if (!to || to == me)
        return L4_ENOT_EXISTENT;
    if (!waits_for(to, me->id)) {
        if (send_timeout_is_zero(timeouts))
            return L4_ETIMEOUT | L4_IN_SEND;
        error = wait_to_send(me, to);
        if (error)
            return error;
    }
    ASSERT(waits_for(to, me->id), "a sender goes on only when its receiver waits for it");
    error = ipc_transfer(to, send, &cc);
    to->source = me->id;
    to->result = cc | error;
    make_ready(to);
    *woken = to;
    return error ? error | L4_IN_SEND : L4_OK;
}

/* The sender whose message `me` gets now, or NULL. */
static struct tcb *
waiting_sender(struct tcb *me, l4_id_t from)
{
    if (from == L4_NIL)
        return me->senders;
    struct tcb *t = tcb_find(from);
    return t && t->state == THREAD_SENDING && t->partner == me->id ? t : NULL;
}

/* Gives the processor to somebody: to `next` if there is such a thread. */
static void
run(struct tcb *next)
{
    if (next)
        switch_to(next);
    else
        schedule();
}

/* The sender carries its message over; we wait for it, for it alone. */
static void
fetch_from(struct tcb *me, struct tcb *sender)
{
    me->partner = sender->id;
    me->accepts = L4_INVALID;
    me->state = THREAD_RECEIVING;
    senders_remove(me, sender);
    sender->state = THREAD_READY;
    switch_to(sender);
}

void
ipc_receive(l4_id_t from, uint32_t receive, l4_timeout_t timeouts, struct tcb *woken)
{
    struct tcb *me = current();
    l4_id_t partner = receive & L4_RECV_OPEN ? L4_NIL : from;
    int sleeping = !(receive & L4_RECV_OPEN) && from == L4_NIL;
    me->receive = receive;
    me->timeouts = timeouts;
    if (partner != L4_NIL && !tcb_find(partner)) {
        me->result = L4_ENOT_EXISTENT;
        ipc_release(woken);
        return;
    }
    struct tcb *sender = sleeping ? NULL : waiting_sender(me, partner);
    if (sender) {
        if (woken)
            ready_enqueue(woken);
        fetch_from(me, sender);
        return;
    }
    if (receive_timeout_is_zero(timeouts)) {
        me->result = L4_ETIMEOUT;
        ipc_release(woken);
        return;
    }
    me->state = THREAD_RECEIVING;
    me->partner = sleeping ? me->id : partner; /* nobody is ever itself */
    int simple = !sleeping && !me->waits_in_kernel && !(receive & L4_RECV_FPAGE);
    me->accepts = simple ? partner : L4_INVALID;
    run(woken);
}

void
ipc_release(struct tcb *woken)
{
    if (woken)
        wake(woken);
}

void
ipc_slow(struct ipc_frame *f)
{
    struct tcb *me = current(), *woken = NULL;
    uint32_t error = L4_OK;
    me->timeouts = f->timeouts;
    me->word[0] = f->word0;
    me->word[1] = f->word1;
    me->word[2] = f->word2;
    if (f->send != L4_NO_SEND)
        error = ipc_send(f->partner, f->send, f->timeouts, &woken);
    if (error == L4_OK && f->receive != L4_NO_RECEIVE) {
        ipc_receive(f->partner, f->receive, f->timeouts, woken);
        return;
    }
    me->result = error;
    ipc_release(woken);
}

void
ipc_cancel(struct tcb *t, uint32_t error)
{
    if (t->state == THREAD_SENDING) {
        senders_remove(tcb_at(t->partner), t);
        t->result = error | L4_IN_SEND;
        t->state = THREAD_READY; /* it stands in wait_to_send(), and returns from there */
    } else if (t->state == THREAD_RECEIVING) {
        t->result = error;
        make_ready(t);
    } else {
        return;
    }
    ready_enqueue(t);
}

void
ipc_bury(struct tcb *t)
{
    struct tcb *sender;
    if (t->state == THREAD_SENDING)
        senders_remove(tcb_at(t->partner), t);
    while ((sender = t->senders)) {
        senders_remove(t, sender);
        sender->result = L4_ENOT_EXISTENT;
        sender->state = THREAD_READY;
        ready_enqueue(sender);
    }
    t->state = THREAD_HALTED;
    ready_dequeue(t);
}

void
ipc_init(void)
{
    gate_set_entry(L4_INT_IPC, (uint32_t)ipc_entry);
    gate_set_entry(L4_INT_ID_NEAREST, (uint32_t)id_nearest_entry);
}
