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

//@ex 2.4 timeouts with wakeup lists
static struct tcb *near[WAKEUP_LISTS];
static struct tcb *far;

static struct tcb **
list_of(uint32_t time)
{
    return time < WAKEUP_EPOCH ? &near[time % WAKEUP_LISTS] : &far;
}

static void
insert(struct tcb *t)
{
    struct tcb **list = list_of(t->filed);
    ASSERT(t->filed, "a wakeup is filed under a time that is not 0");
    t->wakeup_previous = NULL;
    t->wakeup_next = *list;
    if (*list)
        (*list)->wakeup_previous = t;
    *list = t;
}

//@stub
//@end
/* Afterwards no tick looks at `t`, and t->filed is 0. Nothing if it was 0 before. */
void
wakeup_forget(struct tcb *t)
{
//@ex 2.4 timeouts with wakeup lists
    if (!t->filed)
        return;
    ASSERT(t->wakeup_previous || *list_of(t->filed) == t, "who has none before it is the first");
    if (t->wakeup_previous)
        t->wakeup_previous->wakeup_next = t->wakeup_next;
    else
        *list_of(t->filed) = t->wakeup_next;
    if (t->wakeup_next)
        t->wakeup_next->wakeup_previous = t->wakeup_previous;
    t->filed = 0;
//@stub
//:     (void)t;
//:     TODO("2.4");
//@end
}

/* t->wakeup is a time behind wakeup_now, perhaps farther than an epoch. Afterwards t->filed is that
 * time, and the tick of that time looks at `t`, once; a place that it had for another time is
 * given up. The cost does not depend on how many threads are filed. */
void
wakeup_file(struct tcb *t)
{
    ASSERT(t->wakeup >= wakeup_now, "a wakeup lies in the future");
//@ex 2.4 timeouts with wakeup lists
    wakeup_forget(t);
    t->filed = t->wakeup;
    insert(t);
//@stub
//:     TODO("2.4");
//@end
}

//@ex 2.4 timeouts with wakeup lists
/* The place of `t` has come up: it is over, or it was for an earlier wait. */
static void
due(struct tcb *t, void (*expire)(struct tcb *t))
{
    ASSERT(t->filed <= wakeup_now, "a place comes up at its time");
    wakeup_forget(t);
    if (!(t->state & THREAD_TIMED))
        return;
    if (t->wakeup > wakeup_now)
        wakeup_file(t);
    else
        expire(t);
}

/* Every offset becomes smaller by one epoch. A stale one (its thread waits for no time any more)
 * may lie before the base: it is left out. */
static void
move_list(struct tcb *list)
{
    struct tcb *next;
    for (struct tcb *t = list; t; t = next) {
        next = t->wakeup_next;
        t->filed = 0;
        if (!(t->state & THREAD_TIMED))
            continue;
        ASSERT(t->wakeup >= WAKEUP_EPOCH, "a wait whose time has come is over");
        t->wakeup -= WAKEUP_EPOCH;
        if (!t->wakeup) /* due at this very tick: one later, for filed = 0 means that it is in no list */
            t->wakeup = 1;
        t->filed = t->wakeup;
        insert(t);
    }
}

static void
move_base(void)
{
    struct tcb *old[WAKEUP_LISTS + 1];
    for (int i = 0; i < WAKEUP_LISTS; i++) {
        old[i] = near[i];
        near[i] = NULL;
    }
    old[WAKEUP_LISTS] = far;
    far = NULL;
    ASSERT(wakeup_now == WAKEUP_EPOCH, "the base moves when an epoch is over");
    wakeup_now -= WAKEUP_EPOCH;
    for (int i = 0; i <= WAKEUP_LISTS; i++)
        move_list(old[i]);
}

//@stub
//@end
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
//@ex 2.4 timeouts with wakeup lists
    struct tcb *next;
    if (++wakeup_now == WAKEUP_EPOCH)
        move_base();
    for (struct tcb *t = near[wakeup_now % WAKEUP_LISTS]; t; t = next) {
        next = t->wakeup_next;
        if (t->filed <= wakeup_now)
            due(t, expire);
    }
//@stub
//:     (void)expire;
//:     TODO("2.4");
//@end
}

struct tcb *
wakeup_list(uint32_t n)
{
    ASSERT(n <= WAKEUP_LISTS, "there are 32 near lists and a far one");
//@ex 2.4 timeouts with wakeup lists
    return n < WAKEUP_LISTS ? near[n] : far;
//@stub
//:     (void)n;
//:     return NULL; /* for the debugger alone: no test looks at it */
//@end
}
