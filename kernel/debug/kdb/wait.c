/*
 * What a thread waits for. Enter by wait_kind() and wait_target().
 */
#include "debug/kdb/wait.h"
#include "ipc/transfer.h"
#include "thread/wakeup.h"

#include <stddef.h>

static enum wait_kind
receive_kind(const struct tcb *t)
{
    if (t->partner == t->id)
        return WAIT_SLEEP;
    return t->partner == L4_NIL ? WAIT_ANYBODY : WAIT_RECEIVE;
}

enum wait_kind
wait_kind(const struct tcb *t)
{
    switch (t->state & ~(uint32_t)THREAD_TIMED) {
    case THREAD_SENDING:
        return t->waits_in_kernel ? WAIT_PAGER : WAIT_SEND;
    case THREAD_RECEIVING:
        return t->waits_in_kernel ? WAIT_PAGER : receive_kind(t);
    case THREAD_LOCKED:
        return WAIT_TRANSFER;
    default:
        return WAIT_NOT;
    }
}

/* The other side of the long message that `t` is in. */
static l4_id_t
other_side(const struct tcb *t)
{
    const struct transfer *x = t->transfer;
    const struct tcb *other = !x ? NULL : x->from == t ? x->to : x->from;
    return other ? other->id : L4_NIL;
}

l4_id_t
wait_partner(const struct tcb *t)
{
    switch (wait_kind(t)) {
    case WAIT_NOT:
    case WAIT_SLEEP:
    case WAIT_ANYBODY:
        return L4_NIL;
    case WAIT_TRANSFER:
        return other_side(t);
    default:
        return t->partner;
    }
}

struct tcb *
wait_target(const struct tcb *t)
{
    l4_id_t whom = wait_partner(t);
    return whom == L4_NIL || l4_is_irq(whom) ? NULL : tcb_find(whom);
}

uint32_t
ticks_to_ms(uint32_t ticks)
{
    return ticks / 1000 * TICK_US + ticks % 1000 * TICK_US / 1000;
}

uint32_t
wait_rest(const struct tcb *t)
{
    return t->state & THREAD_TIMED ? ticks_to_ms(t->wakeup - wakeup_now) : WAIT_FOR_EVER;
}
