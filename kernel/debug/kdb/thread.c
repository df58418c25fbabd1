/*
 * One thread in detail. Enter by kdb_thread().
 */
#include "debug/console.h"
#include "debug/kdb/commands.h"
#include "debug/kdb/parse.h"
#include "debug/kdb/session.h"
#include "debug/kdb/show.h"
#include "debug/panic.h"
#include "debug/symbols.h"
#include "thread/ready.h"

/* What switch_stacks() leaves on the stack of a thread that does not run. */
struct saved_registers {
    uint32_t edi, esi, ebx, ebp, eip;
};

#define MAX_SENDERS 16

static void
show_state(const struct tcb *t)
{
    kprintf("thread ");
    show_thread(t, 0);
    kprintf(" (%08x)\n  %s: it ", t->id, state_name(t));
    show_doing(t);
    show_limit(t);
    kprintf("\n  priority %u, mcp %u, slice %u us; %s\n", t->priority, t->mcp, t->slice,
            t->ready_next ? "in the ready queue" : "not in the ready queue");
}

static void
show_partners(const struct tcb *t)
{
    kprintf("  pager ");
    show_id(t->pager, 0);
    kprintf(", internal preempter ");
    show_id(t->preempter, 0);
    kprintf(", external preempter ");
    show_id(t->external_preempter, 0);
    kprintf("\n");
}

static void
show_senders(const struct tcb *t)
{
    const struct tcb *s = t->senders;
    if (!s)
        return;
    kprintf("  wait to send to it:");
    for (int i = 0; i < MAX_SENDERS && s; i++) {
        kprintf(" ");
        show_thread(s, 0);
        s = s->sender_next == t->senders ? NULL : s->sender_next;
    }
    kprintf(s ? " and more\n" : "\n");
}

static void
show_user_frame(struct tcb *t)
{
    struct iret_frame *u = tcb_user_frame(t);
    if (t == tcb_idle())
        return;
    kprintf("  ring 3: eip %08x  esp %08x  eflags %08x  cs %04x  ss %04x\n", u->eip, u->user_esp,
            u->eflags, u->cs, u->user_ss);
}

/* At a function's first instruction EBP is still the caller's caller's: the caller's address lies
 * on top of the stack, which begins where a frame from ring 3 would go on. */
static void
show_callers(const struct trap_frame *f)
{
    uint32_t offset;
    if (!f || !symbol_at(kdb_stop.eip, &offset)[0] || offset != 0) {
        backtrace(kdb_stop.eip, kdb_stop.ebp);
        return;
    }
    kprintf("  at ");
    show_code(kdb_stop.eip);
    kprintf(", ");
    backtrace(f->user_esp, kdb_stop.ebp);
}

static void
show_registers(const struct trap_frame *f)
{
    kprintf("  eax %08x  ebx %08x  ecx %08x  edx %08x\n", f->eax, f->ebx, f->ecx, f->edx);
    kprintf("  esi %08x  edi %08x  ebp %08x  eip %08x  eflags %08x\n", f->esi, f->edi, f->ebp,
            f->eip, f->eflags);
}

static void
show_stopped_registers(void)
{
    const struct trap_frame *f = kdb_stop.frame;
    if (f)
        show_registers(f);
    if (!f || !from_user(f))
        show_callers(f);
}

/* Of a thread that is in the middle of something in the kernel: the registers that C keeps, and
 * where it goes on. */
static void
show_saved_registers(struct tcb *t)
{
    const struct saved_registers *r = (const struct saved_registers *)t->stack;
    if (t->stack < (uint32_t)(t + 1) || t->stack > tcb_top(t) - sizeof *r) {
        kprintf("  it has never run\n");
        return;
    }
    kprintf("  in the kernel: esp %08x  ebx %08x  esi %08x  edi %08x  ebp %08x\n", t->stack, r->ebx,
            r->esi, r->edi, r->ebp);
    backtrace(r->eip, r->ebp);
}

/* A thread that waits for a message mostly keeps nothing in the kernel: whoever sends it says where
 * it goes on. */
static void
show_waiting_registers(struct tcb *t)
{
    if (!is_waiting(t, THREAD_RECEIVING) || t->waits_in_kernel == RESUME_IN_KERNEL) {
        show_saved_registers(t);
    } else if (t->waits_in_kernel == RESUME_AFTER_FAULT) {
        kprintf("  its registers at the fault:\n");
        show_registers(tcb_trap_frame(t));
    } else {
        kprintf("  it keeps nothing in the kernel: its message's sender lets it go on\n");
    }
}

void
kdb_thread(const char *line)
{
    struct tcb *t = parse_thread_or_stopped(&line);
    if (!t)
        return;
    show_state(t);
    show_partners(t);
    show_senders(t);
    show_user_frame(t);
    if (t == kdb_stop.thread)
        show_stopped_registers();
    else
        show_waiting_registers(t);
}
