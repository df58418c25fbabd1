/*
 * Wakeups: threads whose wait ends at a certain time.
 *
 * WAKEUP_LISTS lists by time mod WAKEUP_LISTS, in ticks: each tick looks at one of them, so with
 * n sleepers at n / 32. (The paper computes with eight; each thread that is looked at costs a TLB
 * miss here.) They are for times less than 2^22 ticks (2^24 ms) after the base; what lies behind
 * that is in the far list, which is looked at when the base moves, every 4.77 hours. All times are
 * offsets to the base. [Liedtke '93, 5.3.3]
 *
 * The lists are lazy. A wait that ends early stays in its list until the tick it is filed under;
 * the state of the thread (THREAD_TIMED) says whether it still means something. A later wait of the
 * same thread only writes the new time down, and is filed again when its old place comes up. So an
 * IPC with a timeout that does not expire costs a few instructions.
 */
#ifndef THREAD_WAKEUP_H
#define THREAD_WAKEUP_H

#include "i486/descriptors.h"
#include "thread/tcb.h"
#include "thread/timeout.h"

#define WAKEUP_LISTS 32
#define WAKEUP_EPOCH (1u << 22) /* ticks between two moves of the base */

/* Ticks since the base. */
extern uint32_t wakeup_now;

/* Files `t` under the time t->wakeup. It may be filed already. */
void wakeup_file(struct tcb *t);

/* From now on `t`, which goes to wait, wants to be woken in `ticks` (not 0, not TIMEOUT_NEVER); its
 * state must get THREAD_TIMED. The tick that runs is not counted: a timeout is never too short. */
static inline void
wakeup_arm(struct tcb *t, uint32_t ticks)
{
    uint32_t when = wakeup_now + 1 + ticks;
    t->wakeup = when;
    if (unlikely(t->filed - 1 >= when)) /* not filed (0), or too late */
        wakeup_file(t);
}

/* Takes `t` out of its list, if it is in one. For a thread that goes for ever. */
void wakeup_forget(struct tcb *t);

/* One tick: calls `expire` for each thread whose wait is over. It may wake the thread, not switch
 * to it. */
void wakeup_tick(void (*expire)(struct tcb *t));

/* The first of the near list `n`; of the far list for WAKEUP_LISTS. For the debugger. */
struct tcb *wakeup_list(uint32_t n);

#endif
