/*
 * Wakeups. Enter by wakeup_arm() and wakeup_tick().
 *
 * t->wakeup is when the thread wants to be woken, t->filed the time of the place it has in the
 * lists (0: none); filed <= wakeup.
 */
#include "thread/wakeup.h"
#include "debug/assert.h"
#include "debug/todo.h"

#include <stddef.h>

/* The first base lies so far back that it moves soon after the start, at 164 ms: what happens so
 * seldom would otherwise be seen by nobody who tests. */
HOT uint32_t wakeup_now = WAKEUP_EPOCH - 40;

/* Afterwards no tick looks at `t`, and t->filed is 0. Nothing if it was 0 before. */
void
wakeup_forget(struct tcb *t)
{
    (void)t;
    TODO("2.4");
}

/* t->wakeup is a time behind wakeup_now, perhaps farther than an epoch. Afterwards t->filed is that
 * time, and the tick of that time looks at `t`, once; a place that it had for another time is
 * given up. The cost does not depend on how many threads are filed. */
void
wakeup_file(struct tcb *t)
{
    ASSERT(t->wakeup >= wakeup_now, "a wakeup lies in the future");
    TODO("2.4");
}

/*
 * One more tick since the base. When that makes a whole epoch the base moves: wakeup_now begins
 * at 0 again, and every time that is written down, `filed` and `wakeup` of all threads that wait
 * for a time, becomes smaller by WAKEUP_EPOCH (one that would become 0 becomes 1).
 *
 * Then those whose t->filed has come: if the thread still waits for a time (THREAD_TIMED) and
 * t->wakeup has come, too, expire(t) ends its wait; it has no place any more. If t->wakeup is
 * later (it began another wait since) it is filed under that. If it waits for no time its place
 * is given up and nothing else happens. Interrupts are off; with n threads filed it looks at
 * about n / 32.
 */
void
wakeup_tick(void (*expire)(struct tcb *t))
{
    (void)expire;
    TODO("2.4");
}

struct tcb *
wakeup_list(uint32_t n)
{
    ASSERT(n <= WAKEUP_LISTS, "there are 32 near lists and a far one");
    (void)n;
    return NULL; /* for the debugger alone: no test looks at it */
}
