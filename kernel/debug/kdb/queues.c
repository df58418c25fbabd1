/*
 * The queues of the scheduler. Enter by kdb_ready() and kdb_wakeups().
 */
#include "debug/console.h"
#include "debug/kdb/commands.h"
#include "debug/kdb/show.h"
#include "debug/kdb/wait.h"
#include "thread/ready.h"
#include "thread/wakeup.h"

#include <stddef.h>

#define PRIORITIES  256
#define MAX_MEMBERS 64 /* of one queue that are shown */

/* Threads that cannot run are in parentheses: lazy scheduling leaves them until the queue is read.
 */
static void
show_ring(int priority, const struct tcb *first)
{
    const struct tcb *t = first;
    kprintf("priority %3d:", priority);
    for (int i = 0; i < MAX_MEMBERS && t; i++) {
        kprintf(is_ready(t) ? " " : " (");
        show_thread(t, 0);
        kprintf(is_ready(t) ? "" : ")");
        t = t->ready_next == first ? NULL : t->ready_next;
    }
    kprintf(t ? " and more\n" : "\n");
}

void
kdb_ready(const char *line)
{
    int any = 0;
    for (int priority = PRIORITIES - 1; priority >= 0; priority--) {
        const struct tcb *first = ready_ring((uint32_t)priority);
        if (!first)
            continue;
        show_ring(priority, first);
        any = 1;
    }
    kprintf(any ? "in parentheses: cannot run, and leaves when the queue is read\n"
                : "the ready queue is empty\n");
}

/* A place in a list is stale if its thread waits no more, or waits longer by now. */
static void
show_sleeper(const struct tcb *t)
{
    kprintf("  ");
    show_thread(t, 9);
    kprintf("filed for tick %u", t->filed);
    if (!(t->state & THREAD_TIMED))
        kprintf("; stale: it waits for no time any more\n");
    else if (t->wakeup != t->filed)
        kprintf("; moves on to tick %u, in %u ms\n", t->wakeup,
                ticks_to_ms(t->wakeup - wakeup_now));
    else
        kprintf("; wakes in %u ms\n", ticks_to_ms(t->wakeup - wakeup_now));
}

void
kdb_wakeups(const char *line)
{
    kprintf("tick %u of %u before the base moves\n", wakeup_now, WAKEUP_EPOCH);
    for (uint32_t i = 0; i <= WAKEUP_LISTS; i++) {
        const struct tcb *t = wakeup_list(i);
        if (t)
            kprintf(i < WAKEUP_LISTS ? "near list %u\n" : "far list\n", i);
        for (int n = 0; t && n < MAX_MEMBERS; n++, t = t->wakeup_next)
            show_sleeper(t);
    }
}
