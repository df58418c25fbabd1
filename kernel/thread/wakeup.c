/*
 * Wakeups. Enter by wakeup_arm() and wakeup_tick().
 *
 * t->wakeup is when the thread wants to be woken, t->filed the time of the place it has in the
 * lists (0: none); filed <= wakeup.
 */
#include "thread/wakeup.h"
#include "debug/assert.h"

#include <stddef.h>

HOT uint32_t wakeup_now;

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

void
wakeup_forget(struct tcb *t)
{
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
}

void
wakeup_file(struct tcb *t)
{
    ASSERT(t->wakeup >= wakeup_now, "a wakeup lies in the future");
    wakeup_forget(t);
    t->filed = t->wakeup;
    insert(t);
}

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

void
wakeup_tick(void (*expire)(struct tcb *t))
{
    struct tcb *next;
    if (++wakeup_now == WAKEUP_EPOCH)
        move_base();
    for (struct tcb *t = near[wakeup_now % WAKEUP_LISTS]; t; t = next) {
        next = t->wakeup_next;
        if (t->filed <= wakeup_now)
            due(t, expire);
    }
}

struct tcb *
wakeup_list(uint32_t n)
{
    ASSERT(n <= WAKEUP_LISTS, "there are 32 near lists and a far one");
    return n < WAKEUP_LISTS ? near[n] : far;
}
