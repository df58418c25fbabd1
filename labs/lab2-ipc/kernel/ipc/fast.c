/*
 * The fast path for messages in registers. Enter by ipc_fast(), from entry.S.
 */
#include "ipc/hot.h"
#include "debug/todo.h"
#include "thread/wakeup.h"

/*
 * A call, or a reply and a wait for ever, in registers. The receive descriptor `receive`, the
 * partner and the timeouts are in the control block already; the words are in registers and stay
 * there. NULL where anything is not simple, and then nothing was changed: ipc_slow() does the
 * call. Returning NULL always is right, and slow. Simple is: the partner is there and waits for
 * us (is_there_for()); we receive into registers or a buffer, not into a window; we have no
 * SPECIAL_* bit; and if we wait for anybody, nobody stands in our queue. Then we wait: `accepts`
 * and `partner` say for whom, `state` how, as ipc_receive() would leave them, and hand_over()
 * makes the partner the one that runs.
 */
HOT_TEXT struct tcb *
ipc_fast(struct tcb *me, l4_id_t partner, uint32_t receive)
{
    (void)me, (void)partner, (void)receive;
    TODO("2.8");
}

/* With a receive timeout that is the same as the last time, and still filed where it does not come
 * too late: a thread nearly always has the same. The slow path decodes a new one, and files. A
 * wakeup that is written down and then not waited for means nothing. */
HOT_TEXT struct tcb *
ipc_fast_timed(struct tcb *me, l4_id_t partner, uint32_t receive)
{
    (void)me, (void)partner, (void)receive;
    TODO("2.8");
}
