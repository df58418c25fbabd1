/*
 * Time slices, the tick, and who runs next. Enter by schedule() and tick().
 */
#include "thread/slice.h"
#include "thread/ready.h"
#include "thread/switch.h"
#include "debug/assert.h"
#include "debug/todo.h"
#include "debug/kdb.h"
#include "debug/trace.h"
#include "space/kip.h"
#include "i486/descriptors.h"
#include "i486/pic.h"
#include "thread/wakeup.h"

HOT uint32_t slice_left;
static void (*expire_wait)(struct tcb *t);

void
schedule(void)
{
    struct tcb *me = current();
    ASSERT(interrupts_are_off(), "the ready queue is changed with interrupts off");
    (void)me;
    TODO("1.8");
}

void
wake(struct tcb *t)
{
    struct tcb *me = current();
    ASSERT(t != me && t != tcb_idle(), "who runs needs no waking, nor does the idle thread");
    ASSERT(t->magic == TCB_MAGIC, "one wakes only a thread that exists");
    TODO("1.8");
}

void
idle_loop(void)
{
    ASSERT(current() == tcb_idle(), "only the idle thread waits for work");
    for (;;) {
        if (ready_highest() >= 0)
            schedule();
        else
            wait_for_interrupt();
    }
}

void
tick_set_expire(void (*expire)(struct tcb *t))
{
    expire_wait = expire;
}

void
preempt_if_needed(void)
{
    TODO("1.8");
}

static void
charge(struct tcb *t, uint32_t us)
{
    t->time_low += us;
    if (t->time_low < us)
        t->time_high++;
}

void
tick(struct trap_frame *f)
{
    struct tcb *me = current();
    ASSERT(expire_wait, "ipc has told who ends a wait before the first tick");
    ASSERT(is_ready(me), "an interrupt finds a thread that runs");
    pic_acknowledge(IRQ_TIMER);
    kdb_tick(f);
    kip_advance_clock(TICK_US);
    charge(me, TICK_US);
    wakeup_tick(expire_wait);
    if (me == tcb_idle()) /* idle_loop() looks for work itself */
        return;
    trace(TRACE_IRQ, me->id, IRQ_TIMER, f->eip);
    TODO("1.8");
}

void
sys_thread_switch(struct trap_frame *f)
{
    struct tcb *to = tcb_find(f->esi);
    struct tcb *me = current();
    ASSERT(is_ready(me) && me != tcb_idle(), "who makes a call runs, in ring 3");
    (void)to;
    TODO("1.8");
}
