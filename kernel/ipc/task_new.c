/*
 * task_new: creates, replaces and deletes tasks. Enter by sys_task_new().
 */
#include "space/map.h"
#include "i486/trap.h"
#include "ipc/ipc.h"
#include "thread/ready.h"
#include "thread/switch.h"

#include <stddef.h>

/* The end of one task: its threads, then its space. */
static void
delete_one(struct space *s)
{
    for (uint32_t i = 0; i < L4_MAX_LTHREADS; i++) {
        struct tcb *t = tcb_find(l4_thread_of(s->task, i));
        if (!t)
            continue;
        ipc_bury(t);
        tcb_destroy(t);
    }
    space_deactivate(s);
}

/* Is `s` below the task with number `chief`, through however many chiefs? */
static int
descends_from(const struct space *s, uint32_t chief)
{
    uint32_t at = l4_chief_no(s->task);
    for (uint32_t i = 0; i < L4_MAX_TASKS && at != l4_task_no(L4_ROOT); i++) {
        if (at == chief)
            return 1;
        at = l4_chief_no(space_at(at)->task);
    }
    return 0;
}

/* A task takes all that it created with it. The numbers fall to the chief of the deleted one. */
static void
delete_with_descendants(struct space *s)
{
    uint32_t number = l4_task_no(s->task);
    for (uint32_t i = 1; i < L4_MAX_TASKS; i++) {
        struct space *d = space_at(i);
        if (!descends_from(d, number))
            continue;
        if (d->active)
            delete_one(d);
    }
    for (uint32_t i = 1; i < L4_MAX_TASKS; i++)
        if (descends_from(space_at(i), number))
            space_at(i)->task = (space_at(i)->task & ~L4_CHIEF_MASK) | (s->task & L4_CHIEF_MASK);
    if (s->active)
        delete_one(s);
}

static l4_id_t
next_version(l4_id_t task, uint32_t chief)
{
    uint32_t version = (task + 1) & L4_VERSION_MASK;
    return (chief << L4_CHIEF_SHIFT) | (task & L4_TASK_MASK) | (version ? version : 1);
}

static int
start(struct space *s, struct tcb *creator, uint32_t mcp, uint32_t esp, uint32_t eip, l4_id_t pager)
{
    if (!space_activate(s))
        return 0;
    struct tcb *t = tcb_create(s->task, s, creator);
    if (!t) {
        space_deactivate(s);
        return 0;
    }
    t->mcp = mcp < creator->mcp ? mcp : creator->mcp;
    t->pager = pager;
    *tcb_user_frame(t) = (struct iret_frame){eip, USER_CS, EFLAGS_IF, esp, USER_DS};
    set_continuation(t, enter_user);
    t->state = THREAD_READY;
    ready_enqueue(t);
    return 1;
}

void
sys_task_new(struct trap_frame *f)
{
    struct tcb *me = current();
    struct space *s = space_at(l4_task_no(f->esi));
    uint32_t own = l4_task_no(me->id), number = l4_task_no(f->esi);
    int active = f->ebx != L4_NIL;
    f->esi = L4_NIL;
    if (!active && (l4_task_no(f->eax) == 0 || l4_task_no(f->eax) == number))
        return; /* nobody could ever create a task that is its own chief */
    if (number == 0 || number == own || l4_chief_no(s->task) != own ||
        number == l4_task_no(L4_SIGMA0))
        return;
    delete_with_descendants(s);
    s->task = next_version(s->task, active ? own : l4_task_no(f->eax));
    if (active && !start(s, me, f->eax & 0xFF, f->ecx, f->edx, f->ebx))
        return;
    f->esi = s->task;
}
