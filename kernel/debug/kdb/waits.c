/*
 * Who waits for whom, and who will wait for ever. Enter by kdb_waits().
 *
 * A thread waits for one other at most. So the threads form trees, each below a thread that waits
 * for nobody in particular, and rings: a ring without a timeout is a deadlock.
 */
#include "debug/console.h"
#include "debug/kdb/commands.h"
#include "debug/kdb/show.h"
#include "debug/kdb/wait.h"

#include <stddef.h>

#define MAX_DEPTH 12

static int
is_awaited(const struct tcb *t)
{
    for (struct tcb *other = thread_after(NULL); other; other = thread_after(other))
        if (wait_target(other) == t)
            return 1;
    return 0;
}

static void
draw(const struct tcb *t, unsigned depth)
{
    show_text("", 2 * depth);
    show_thread(t, 0);
    kprintf(" ");
    show_doing(t);
    show_limit(t);
    kprintf("\n");
    for (struct tcb *other = thread_after(NULL); other; other = thread_after(other)) {
        if (wait_target(other) != t)
            continue;
        if (depth < MAX_DEPTH)
            draw(other, depth + 1);
        else
            show_text("    and deeper\n", 0);
    }
}

/* Follows the waits from `t` on. The thread on the ring that it ends in, where that ring is
 * reached; NULL if it ends. */
static const struct tcb *
ring_behind(const struct tcb *t)
{
    const struct tcb *slow = t, *fast = t;
    while (fast && (fast = wait_target(fast)) && (fast = wait_target(fast))) {
        slow = wait_target(slow);
        if (slow == fast)
            return slow;
    }
    return NULL;
}

static int
is_on_ring(const struct tcb *t, const struct tcb *ring)
{
    const struct tcb *at = ring;
    do {
        if (at == t)
            return 1;
        at = wait_target(at);
    } while (at != ring);
    return 0;
}

/* Each ring is told once: by its thread with the lowest number. */
static int
tells_ring(const struct tcb *t)
{
    const struct tcb *at = wait_target(t);
    for (; at != t; at = wait_target(at))
        if (at < t)
            return 0;
    return 1;
}

static int
ends_by_timeout(const struct tcb *ring)
{
    const struct tcb *at = ring;
    do {
        if (wait_rest(at) != WAIT_FOR_EVER)
            return 1;
        at = wait_target(at);
    } while (at != ring);
    return 0;
}

static void
tell_ring(const struct tcb *ring)
{
    const struct tcb *at = ring;
    int timeout = ends_by_timeout(ring);
    kprintf(timeout ? "a ring: " : "DEADLOCK: ");
    do {
        show_thread(at, 0);
        kprintf(" waits for ");
        at = wait_target(at);
        show_thread(at, 0);
        kprintf(at == ring ? ": " : ", ");
    } while (at != ring);
    kprintf(timeout ? "a timeout will end it\n" : "nobody will ever run\n");
}

static void
tell_victim(const struct tcb *t, const struct tcb *ring)
{
    if (ends_by_timeout(ring))
        return;
    show_thread(t, 0);
    kprintf(" waits for ");
    show_thread(wait_target(t), 0);
    kprintf(" and so for the deadlock\n");
}

/* A thread that waits for one that was never there, or has gone. */
static void
tell_orphan(const struct tcb *t)
{
    l4_id_t whom = wait_partner(t);
    if (whom == L4_NIL || l4_is_irq(whom) || wait_target(t))
        return;
    show_thread(t, 0);
    kprintf(" waits for ");
    show_id(whom, 0);
    kprintf(" (%08x), which does not exist\n", whom);
}

static void
draw_trees(void)
{
    for (struct tcb *t = thread_after(NULL); t; t = thread_after(t))
        if (!wait_target(t) && is_awaited(t))
            draw(t, 0);
}

static void
tell_rings(void)
{
    int any = 0;
    for (struct tcb *t = thread_after(NULL); t; t = thread_after(t)) {
        const struct tcb *ring = ring_behind(t);
        if (!ring)
            continue;
        any = 1;
        if (!is_on_ring(t, ring))
            tell_victim(t, ring);
        else if (tells_ring(t))
            tell_ring(t);
    }
    if (!any)
        kprintf("no deadlock\n");
}

void
kdb_waits(const char *line)
{
    draw_trees();
    for (struct tcb *t = thread_after(NULL); t; t = thread_after(t))
        tell_orphan(t);
    tell_rings();
}
