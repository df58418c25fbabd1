/*
 * What a message carries, once sender and receiver are both there. Enter by ipc_transfer().
 */
#include "ipc/ipc.h"
#include "space/map.h"

/* The receive window: the descriptor itself, where it is an fpage. */
static l4_fpage_t
receive_window(const struct tcb *to)
{
    return to->receive & L4_RECV_FPAGE ? to->receive & ~3u : 0;
}

/* The words in registers are one send fpage: base and fpage. */
static uint32_t
transfer_mapping(struct tcb *me, struct tcb *to, uint32_t *cc)
{
    l4_fpage_t window = receive_window(to);
    if (!window || !(me->word[1] & ~3u))
        return L4_OK;
    *cc |= L4_CC_MAPPED;
    return map_fpage(me->space, me->word[1], me->word[0], to->space, window);
}

uint32_t
ipc_transfer(struct tcb *to, uint32_t send, uint32_t *cc)
{
    struct tcb *me = current();
    uint32_t error = send & L4_SEND_MAP ? transfer_mapping(me, to, cc) : L4_OK;
    to->word[0] = me->word[0];
    to->word[1] = me->word[1];
    to->word[2] = me->word[2];
    return error;
}
