/*
 * What a thread waits for. Enter by wait_kind() and wait_target().
 */
#include "debug/kdb/wait.h"

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
    switch (t->state) {
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

l4_id_t
wait_partner(const struct tcb *t)
{
    enum wait_kind kind = wait_kind(t);
    return kind == WAIT_NOT || kind == WAIT_SLEEP || kind == WAIT_ANYBODY ? L4_NIL : t->partner;
}

struct tcb *
wait_target(const struct tcb *t)
{
    l4_id_t whom = wait_partner(t);
    return whom == L4_NIL || l4_is_irq(whom) ? NULL : tcb_find(whom);
}

/* Exponents 1 to 3 stand for more microseconds than 32 bits hold: milliseconds then, which are good enough for a person. */
static uint32_t
duration(uint32_t e, uint32_t m, uint32_t *ms)
{
    uint32_t shift = 2 * (15 - e);
    *ms = 0;
    if (e == 0)
        return WAIT_INFINITE;
    if (shift > 22) {
        *ms = m * ((1u << shift) / 1000);
        return m ? WAIT_INFINITE - 1 : 0;
    }
    *ms = (m << shift) / 1000;
    return m << shift;
}

uint32_t
wait_limit(const struct tcb *t, uint32_t *ms)
{
    l4_timeout_t limits = t->timeouts;
    *ms = 0;
    if (wait_kind(t) == WAIT_NOT || wait_kind(t) == WAIT_PAGER)
        return WAIT_INFINITE;
    if (t->state == THREAD_SENDING)
        return duration((limits >> 4) & 0xF, (limits >> 16) & 0xFF, ms);
    return duration(limits & 0xF, limits >> 24, ms);
}
