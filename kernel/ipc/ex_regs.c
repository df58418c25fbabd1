/*
 * lthread_ex_regs: makes, starts and redirects the threads of the own task. Enter by
 * sys_lthread_ex_regs().
 *
 * It lies here and not in thread/ because it breaks the IPC of the thread that it redirects.
 */
#include "ipc/ipc.h"
#include "debug/assert.h"
#include "i486/descriptors.h"
#include "thread/ready.h"
#include "thread/switch.h"

#define KEEP 0xFFFFFFFFu

/* Bits 5..0 number the thread; bits 31..29 ask for V86 mode and auto-propagation, which we refuse.
 */
#define LTHREAD_BITS 0x3Fu
#define REFUSED_BITS 0xC0000000u

static void
start_values(struct tcb *t)
{
    *tcb_user_frame(t) = (struct iret_frame){0, USER_CS, EFLAGS_IF, 0, USER_DS};
}

static struct tcb *
find_or_create(struct tcb *me, l4_id_t id)
{
    struct tcb *t = tcb_find(id);
    if (t)
        return t;
    ASSERT(l4_task_no(id) == l4_task_no(me->id), "a task makes threads of its own only");
    t = tcb_create(id, me->space, me);
    if (t)
        start_values(t);
    return t;
}

static void
redirect(struct tcb *t, uint32_t eip, uint32_t esp)
{
    struct iret_frame *user = tcb_user_frame(t);
    ASSERT(t->space == current()->space, "a task redirects its own threads only");
    ASSERT(user->cs == USER_CS, "a thread that is redirected goes on in ring 3");
    if (eip != KEEP)
        user->eip = eip;
    if (esp != KEEP)
        user->user_esp = esp;
    if (t->state == THREAD_HALTED && eip != KEEP && esp != KEEP) {
        set_continuation(t, enter_user);
        t->state = THREAD_READY;
        ready_enqueue(t);
    } else {
        ipc_cancel(t);
    }
}

void
sys_lthread_ex_regs(struct trap_frame *f)
{
    struct tcb *me = current();
    uint32_t eip = f->edx, esp = f->ecx, preempter = f->ebx, pager = f->esi;
    struct tcb *t = NULL;
    if (!(f->eax & REFUSED_BITS))
        t = find_or_create(me, l4_thread_of(me->id, f->eax & LTHREAD_BITS));
    if (!t) { /* refused, or no memory for a control block: nothing changes */
        f->eax = f->ecx = f->edx = f->ebx = f->esi = L4_INVALID;
        return;
    }
    struct iret_frame *user = tcb_user_frame(t);
    f->eax = user->eflags;
    f->ecx = user->user_esp;
    f->edx = user->eip;
    f->ebx = t->preempter;
    f->esi = t->pager;
    if (preempter != KEEP)
        t->preempter = preempter;
    if (pager != KEEP)
        t->pager = pager;
    if (eip != KEEP || esp != KEEP)
        redirect(t, eip, esp);
}
