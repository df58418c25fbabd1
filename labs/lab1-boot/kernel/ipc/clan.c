/*
 * Clans and chiefs: which way a message may go. Enter by ipc_nearest().
 */
#include "ipc/ipc.h"
#include "debug/assert.h"
#include "debug/todo.h"
#include "space/map.h"

void nearest_slow(struct ipc_frame *f);

/* The chief of a task, as a task id; the root task is its own. */
static l4_id_t
chief_of(l4_id_t task)
{
    return space_at(l4_chief_no(task))->task;
}

l4_id_t
ipc_nearest(l4_id_t from, l4_id_t to, enum nearness *type)
{
    *type = SAME_CLAN;
    if (l4_chief_no(from) ==
        l4_task_no(to)) /* a chief, with all its threads, belongs to its clan */
        return to;
    /* Up from the destination: is it, or which of its chiefs, in the clan that I am in, or in mine?
     * For a chief its own clan, too, is "the same": what it sends there goes straight. */
    for (uint32_t i = 0; i < L4_MAX_TASKS; i++) {
        if (l4_chief_no(to) == l4_task_no(from) || l4_chief_no(to) == l4_chief_no(from))
            return to;
        if (to == chief_of(to))
            break;
        to = chief_of(to);
        *type = INNER_CLAN;
    }
    *type = OUTSIDE;
    return chief_of(from);
}

static int
same_task(l4_id_t a, l4_id_t b)
{
    return ((a ^ b) & L4_TASK_MASK) == 0;
}

/* Is `id` in the clan of task `chief`, or in a clan inside it? */
static int
is_inside(l4_id_t id, l4_id_t chief)
{
    for (uint32_t i = 0; i < L4_MAX_TASKS && id != chief_of(id); i++, id = chief_of(id))
        if (l4_chief_no(id) == l4_task_no(chief))
            return 1;
    return 0;
}

/* Propagation: may the current thread, `me`, send to `to` in the name of `other`? */
static int
may_speak_for(l4_id_t me, l4_id_t other, l4_id_t to)
{
    if (same_task(me, other) || same_task(me, to))
        return 1;
    return is_inside(other, me) != is_inside(to, me); /* a chief, and the direction is kept */
}

/* If `other` waits for us, whom it asked, it waits for the one from now on whom we ask in its name.
 */
static void
redirect_wait(l4_id_t other, l4_id_t me, l4_id_t to)
{
    struct tcb *t = tcb_find(other);
    if (!t || !is_waiting(t, THREAD_RECEIVING) || t->partner != me)
        return;
    t->partner = to;
    if (t->accepts == me)
        t->accepts = to;
}

l4_id_t
ipc_route(l4_id_t to, l4_id_t *source, uint32_t *flags)
{
    l4_id_t me = current()->id;
    enum nearness type;
    ASSERT(me != L4_NIL, "the idle thread sends nothing");
    ASSERT(tcb_find(to), "one asks for the way only to a thread that exists");
    *flags = 0;
    if (*source != me) {
        if (may_speak_for(me, *source, to)) {
            *flags |= L4_CC_DECEIVED;
            redirect_wait(*source, me, to);
        } else {
            *source = me;
        }
    }
    l4_id_t next = ipc_nearest(me, to, &type);
    if (next != to)
        *flags |= L4_CC_REDIRECTED | (type == OUTSIDE ? L4_CC_INNER : 0);
    return next;
}

/* id_nearest for an id that is not NIL. The answer goes into the control block, where ipc_resume
 * finds it: nearness in `result`, id in `source`, and in `word` the three words that the caller had
 * in EDX, EBX and EDI. */
void
nearest_slow(struct ipc_frame *f)
{
    TODO("1.7");
}
