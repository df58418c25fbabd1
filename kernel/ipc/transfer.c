/*
 * What a message carries, once sender and receiver are both there. Enter by ipc_transfer().
 *
 * Three words in registers, perhaps with one fpage in the first two, need nobody's memory and
 * cannot fail or block (but for want of page tables). Everything else is a transfer: message.c.
 */
#include "ipc/transfer.h"
#include "debug/assert.h"
#include "ipc/ipc.h"
#include "space/map.h"
#include "thread/guard.h"

#include <stddef.h>

static void
copy_words(const struct tcb *from, struct tcb *to)
{
    to->word[0] = from->word[0];
    to->word[1] = from->word[1];
    to->word[2] = from->word[2];
}

uint32_t
transfer_fpage(struct transfer *x, uint32_t base, l4_fpage_t fpage, l4_fpage_t window)
{
    if (!(window & ~3u))
        return L4_OK;
    x->result |= L4_CC_MAPPED;
    return map_fpage(x->from->space, fpage, base, x->to->space, window);
}

/* Registers only on both sides, or a receiver that offers an fpage itself: no memory of a user's is
 * touched. */
static int
is_simple(const struct tcb *to, uint32_t send)
{
    if (send & ~3u)
        return 0;
    return !(send & L4_SEND_MAP) || (to->receive & L4_RECV_FPAGE) || !(to->receive & ~3u);
}

static uint32_t
simple_transfer(struct transfer *x)
{
    l4_fpage_t window = x->to->receive & L4_RECV_FPAGE ? x->to->receive & ~3u : 0;
    const uint32_t *word = x->from->word;
    if ((x->send & L4_SEND_MAP) && (word[1] & ~3u))
        return transfer_fpage(x, word[0], word[1], window);
    return L4_OK;
}

uint32_t
ipc_transfer(struct tcb **to, uint32_t send, l4_timeout_t timeouts, uint32_t *result)
{
    struct tcb *me = current();
    struct transfer x = {
        .from = me, .to = *to, .send = send, .timeouts = timeouts, .window = WINDOW_CLOSED};
    uint32_t error;
    ASSERT(*to != me, "a message goes to another thread");
    if (is_simple(*to, send)) {
        error = simple_transfer(&x);
    } else {
        ASSERT(!me->transfer && !(*to)->transfer, "a thread is in one transfer at a time");
        me->transfer = (*to)->transfer = &x;
        (*to)->state = THREAD_LOCKED;
        (*to)->accepts = L4_INVALID;
        error = guarded(message_copy, &x, &me->guard);
        window_close(&x);
        me->transfer = NULL;
        if (x.to)
            x.to->transfer = NULL;
    }
    if (x.to)
        copy_words(me, x.to);
    *to = x.to;
    *result = x.result;
    return error;
}
