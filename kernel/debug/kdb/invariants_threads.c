/*
 * What must hold for control blocks. Enter by invariants_check_threads().
 */
#include "debug/kdb/invariants_parts.h"
#include "ipc/transfer.h"
#include "thread/slice.h"
#include "thread/wakeup.h"

#include <stddef.h>

static uint32_t
base_state(const struct tcb *t)
{
    return t->state & ~(uint32_t)THREAD_TIMED;
}

static void
check_place(const struct tcb *t)
{
    const struct space *s = t->space;
    HOLDS(t->magic == TCB_MAGIC, t, "a kernel stack never grows into its control block");
    HOLDS(tcb_at(t->id) == t, t, "a control block lies where its id says");
    HOLDS(s && s->active, t->id, "a thread's task is active");
    HOLDS((t->id & ~L4_LTHREAD_MASK) == s->task, t->id,
          "a thread has its task's chief, number and version");
    HOLDS(t->directory == s->directory_phys, t->id,
          "a thread runs in its own task's address space");
    HOLDS(t->priority < 256 && t->mcp < 256, t->id, "priorities are 0 to 255");
}

static void
check_sending(const struct tcb *t)
{
    const struct tcb *to = tcb_find(t->partner);
    HOLDS(to && to != t, t->id, "who waits to send waits for a thread that exists");
    HOLDS(t->sender_next && t->sender_previous, t->id, "who waits to send stands in a queue");
    HOLDS(to->senders != NULL, to->id, "a thread that others wait for has them in its queue");
}

static void
check_receiving(const struct tcb *t)
{
    HOLDS(t->partner == L4_NIL || l4_is_irq(t->partner) || tcb_find(t->partner), t->id,
          "who waits for a certain thread waits for one that exists");
    HOLDS(t->accepts == L4_INVALID || t->accepts == t->partner, t->id,
          "the fast path may deliver to a waiting thread from its partner, or from nobody");
    HOLDS(t->accepts == L4_INVALID || !t->special, t->id,
          "a special thread is not for the fast path");
}

static void
check_state(const struct tcb *t)
{
    uint32_t state = base_state(t);
    HOLDS(state >= THREAD_READY && state <= THREAD_HALTED, t->id, "a thread has one of the states");
    if (state == THREAD_RECEIVING)
        check_receiving(t);
    else
        HOLDS(t->accepts == L4_INVALID, t->id,
              "nothing may be delivered to a thread that does not wait");
    if (state == THREAD_SENDING)
        check_sending(t);
    else
        HOLDS(!t->sender_next && !t->sender_previous, t->id,
              "who does not wait to send is in no sender queue");
    if (state == THREAD_LOCKED)
        HOLDS(t->transfer != NULL, t->id, "a locked thread has a transfer");
    if (state == THREAD_READY && t != current())
        HOLDS(t->ready_next != NULL, t->id,
              "a thread that can run and does not is in the ready queue");
}

static void
check_time(const struct tcb *t)
{
    if (!(t->state & THREAD_TIMED))
        return;
    HOLDS(base_state(t) == THREAD_SENDING || base_state(t) == THREAD_RECEIVING, t->id,
          "only a wait for a partner has a time");
    HOLDS(t->filed && t->filed <= t->wakeup, t->id,
          "a timed wait is filed under its time or an earlier one");
    HOLDS(t->wakeup > wakeup_now, t->id, "a wait whose time has come is over");
}

static void
check_transfer(const struct tcb *t)
{
    const struct transfer *x = t->transfer;
    if (!x)
        return;
    HOLDS(x->from == t || x->to == t, t->id, "a thread's transfer is its own");
    HOLDS(((uint32_t)x & PAGE_MASK) == (uint32_t)x->from, t->id,
          "a transfer lies on its sender's kernel stack");
}

void
invariants_check_thread(const struct tcb *t)
{
    check_place(t);
    check_state(t);
    check_time(t);
    check_transfer(t);
    if (t == current())
        HOLDS(t->state == THREAD_READY, t->id, "the thread that runs can run");
    else if (base_state(t) != THREAD_HALTED) /* one that was never started has no stack */
        HOLDS(t->stack > (uint32_t)(t + 1) && t->stack < (uint32_t)t + TCB_SIZE, t->id,
              "a kernel stack lies in its control block's page");
}

void
invariants_each_thread(void (*visit)(const struct tcb *t))
{
    for (uint32_t i = 1; i < L4_MAX_TASKS; i++) {
        const struct space *s = space_at(i);
        if (!s->active)
            continue;
        for (uint32_t n = 0; n < L4_MAX_LTHREADS; n++) {
            const struct tcb *t = tcb_at(l4_thread_of(s->task, n));
            if (t->id)
                visit(t);
        }
    }
}

/* The numbers of an inactive task are free. One task each time: there are many. */
static void
check_inactive_task(void)
{
    static uint32_t next;
    next = next % (L4_MAX_TASKS - 1) + 1;
    const struct space *s = space_at(next);
    HOLDS(l4_task_no(s->task) == next, next, "a task has its own number");
    HOLDS(s->active || s->task == L4_NIL || s->directory == NULL, next,
          "an inactive task has no address space");
    for (uint32_t n = 0; n < L4_MAX_LTHREADS && !s->active; n++)
        HOLDS(tcb_at(l4_thread_of(s->task, n))->id == L4_NIL, s->task,
              "an inactive task has no threads");
}

void
invariants_check_threads(void)
{
    invariants_each_thread(invariants_check_thread);
    check_inactive_task();
}
