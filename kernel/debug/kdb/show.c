/*
 * How the debugger writes threads, waits, times and text in columns. Enter by show_thread() and
 * show_doing().
 */
#include "debug/kdb/show.h"
#include "debug/console.h"
#include "debug/kdb/session.h"
#include "debug/kdb/wait.h"
#include "debug/symbols.h"

#include <stddef.h>

static void
fill(unsigned printed, unsigned width)
{
    for (; printed < width; printed++)
        console_put(' ');
}

void
show_text(const char *text, unsigned width)
{
    unsigned n = 0;
    for (; text[n]; n++)
        console_put(text[n]);
    fill(n, width);
}

static unsigned
digits(uint32_t n)
{
    return n >= 100 ? 3 : n >= 10 ? 2 : 1;
}

void
show_id(l4_id_t id, unsigned width)
{
    uint32_t task = l4_task_no(id), lthread = l4_lthread_no(id);
    if (id == L4_NIL || id == L4_INVALID) {
        show_text("nobody", width);
    } else if (l4_is_irq(id)) {
        kprintf("interrupt %u", id - 1);
        fill(10 + digits(id - 1), width);
    } else {
        kprintf("%u.%u", task, lthread);
        fill(1 + digits(task) + digits(lthread), width);
    }
}

void
show_thread(const struct tcb *t, unsigned width)
{
    if (t == tcb_idle())
        show_text("idle", width);
    else
        show_id(t->id, width);
}

const char *
state_name(const struct tcb *t)
{
    static const char *const names[] = {
        [THREAD_NONE] = "none",           [THREAD_READY] = "ready",   [THREAD_SENDING] = "sending",
        [THREAD_RECEIVING] = "receiving", [THREAD_LOCKED] = "locked", [THREAD_HALTED] = "halted",
    };
    if (t == kdb_stop.thread && is_ready(t))
        return "running";
    uint32_t state = t->state & ~(uint32_t)THREAD_TIMED;
    return state < sizeof names / sizeof *names ? names[state] : "?";
}

static void
show_wait(const struct tcb *t)
{
    l4_id_t whom = wait_partner(t);
    switch (wait_kind(t)) {
    case WAIT_SLEEP:
        kprintf("sleeps");
        return;
    case WAIT_ANYBODY:
        kprintf("waits for a message from anybody");
        return;
    case WAIT_SEND:
        kprintf("waits to send to ");
        break;
    case WAIT_RECEIVE:
        kprintf("waits for a message from ");
        break;
    case WAIT_PAGER:
        kprintf("has a page fault and waits for its pager ");
        break;
    case WAIT_TRANSFER:
        kprintf("stands in a long message with ");
        break;
    default:
        return;
    }
    show_id(whom, 0);
}

void
show_doing(const struct tcb *t)
{
    if (wait_kind(t) != WAIT_NOT)
        show_wait(t);
    else if (t == tcb_idle())
        kprintf("runs when nobody else can");
    else if (t == kdb_stop.thread && is_ready(t))
        kprintf("was running");
    else
        kprintf(is_ready(t) ? "wants to run" : "is halted");
}

void
show_limit(const struct tcb *t)
{
    uint32_t ms = wait_rest(t);
    if (ms != WAIT_FOR_EVER)
        kprintf(", for %u ms at most", ms);
}

void
show_code(uint32_t eip)
{
    uint32_t offset;
    const char *name = symbol_at(eip, &offset);
    kprintf("%08x", eip);
    if (*name)
        kprintf(" %s+0x%x", name, offset);
}

struct tcb *
thread_after(const struct tcb *t)
{
    uint32_t next = t ? (uint32_t)t + TCB_SIZE : TCB_BASE;
    for (; next < TCB_BASE + TCB_AREA_SIZE; next += TCB_SIZE)
        if (((struct tcb *)next)->state != THREAD_NONE)
            return (struct tcb *)next;
    return NULL;
}
