/*
 * Interrupts as messages. Enter by interrupt_receive() and interrupt_handler().
 *
 * A thread attaches to a line by receiving from it. The kernel masks the line with each interrupt,
 * until the driver's next receive; one that comes while the driver is busy is remembered. (l4 X.0:
 * interrupt protocol)
 */
#include "debug/trace.h"
#include "debug/assert.h"
#include "i486/pic.h"
#include "ipc/ipc.h"
#include "thread/ready.h"
#include "thread/slice.h"

#include <stddef.h>

static struct tcb *owners[IRQ_LINES];

/* The timer and the cascade are the kernel's. */
static int
may_be_had(uint32_t line)
{
    return line < IRQ_LINES && line != IRQ_TIMER && line != IRQ_CASCADE;
}

void
interrupt_detach(struct tcb *t)
{
    if (!t->irq)
        return;
    ASSERT(owners[t->irq - 1] == t, "a line and its thread know each other");
    pic_mask(t->irq - 1);
    owners[t->irq - 1] = NULL;
    t->irq = t->irq_pending = 0;
    t->special &= ~SPECIAL_IRQ;
}

/* 0 if the line is another's or does not exist. One line for each thread: another one is given
 * back. */
static int
attach(struct tcb *t, uint32_t line)
{
    if (!may_be_had(line) || (owners[line] && owners[line] != t))
        return 0;
    if (owners[line] == t)
        return 1;
    interrupt_detach(t);
    ASSERT(!owners[line], "a line that is attached to was free");
    owners[line] = t;
    t->irq = line + 1;
    t->special |= SPECIAL_IRQ;
    return 1;
}

static void
put_message(struct tcb *t)
{
    ASSERT(t->irq, "the message of an interrupt goes to a thread that has a line");
    t->word[0] = t->word[1] = t->word[2] = 0;
    t->source = t->irq;
    t->result = L4_OK;
}

int
interrupt_take(struct tcb *me)
{
    ASSERT(me == current(), "a thread takes its own interrupt");
    if (me->irq_pending) {
        me->irq_pending = 0;
        put_message(me);
        return 1;
    }
    pic_unmask(me->irq - 1);
    return 0;
}

int
interrupt_receive(l4_id_t irq, uint32_t ticks, l4_id_t *partner)
{
    struct tcb *me = current();
    if (!attach(me, irq - 1)) {
        me->result = L4_ENOT_EXISTENT;
        return 1;
    }
    if (interrupt_take(me))
        return 1;
    *partner = irq;
    if (ticks)
        return 0;
    me->result = L4_ETIMEOUT;
    return 1;
}

void
interrupt_handler(struct trap_frame *f)
{
    uint32_t line = f->vector - VECTOR_IRQ;
    ASSERT(line < IRQ_LINES && line != IRQ_TIMER, "the timer's line has a handler of its own");
    if (pic_is_spurious(line))
        return;
    trace(TRACE_IRQ, current()->id, line, f->eip);
    pic_mask(line);
    pic_acknowledge(line);
    struct tcb *t = owners[line];
    if (!t)
        return;
    ASSERT(t->irq == line + 1, "a line and its thread know each other");
    if (!ipc_waits_for(t, l4_irq_id(line))) {
        t->irq_pending = 1;
        return;
    }
    put_message(t);
    ipc_make_ready(t);
    ready_enqueue(t);
    preempt_if_needed();
}
