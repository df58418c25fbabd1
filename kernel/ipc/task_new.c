/*
 * task_new: creates, replaces and deletes tasks. Enter by sys_task_new().
 */
#include "space/map.h"
#include "debug/assert.h"
#include "i486/trap.h"
#include "ipc/ipc.h"
#include "thread/ready.h"
#include "thread/switch.h"

#include <stddef.h>

/* The threads of one task, those that there are. */
static void
each_thread(const struct space *s, void (*visit)(struct tcb *t))
{
    struct tcb *t = tcb_at(s->task), *next;
    for (uint32_t i = 0; i < L4_MAX_LTHREADS; i++, t = next) {
        next = (struct tcb *)tcb_top(t);
        if (t->id != L4_NIL)
            visit(t);
    }
}

static void
delete_thread(struct tcb *t)
{
    ipc_bury(t);
    tcb_destroy(t);
}

/* The end of one task: its threads, then its space. */
static void
delete_one(struct space *s)
{
    ASSERT(s->active, "only an active task can be deleted");
    ASSERT(s != current()->space, "no task deletes itself");
    each_thread(s, delete_thread);
    space_deactivate(s);
}

/* Is `s` the task with number `top`, or below it, through however many chiefs? */
static int
is_under(const struct space *s, uint32_t top)
{
    uint32_t at = l4_task_no(s->task);
    for (uint32_t i = 0; i < L4_MAX_TASKS && at != l4_task_no(L4_ROOT); i++) {
        if (at == top)
            return 1;
        at = l4_chief_no(space_at(at)->task);
    }
    return 0;
}

/* A task takes all that it created with it. The numbers fall to the chief of the deleted one. */
static void
delete_with_descendants(struct space *s)
{
    uint32_t number = l4_task_no(s->task), was_active = s->active;
    for (uint32_t i = 1; i < L4_MAX_TASKS; i++)
        if (space_at(i)->active && is_under(space_at(i), number))
            delete_one(space_at(i));
    for (uint32_t i = 1; i < L4_MAX_TASKS; i++) {
        struct space *d = space_at(i);
        if (is_under(d, number))
            d->task = (d->task & ~L4_CHIEF_MASK) | (s->task & L4_CHIEF_MASK);
        /* Who waits for a message from a deleted thread would wait for ever. Each thread that lives is
         * looked at once, however many died: a deletion is rare, and this costs an ipc nothing. */
        if (was_active && d->active)
            each_thread(d, ipc_end_if_orphaned);
    }
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
    ASSERT(s->frames == 0, "an inactive task has given all its memory back");
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
    ASSERT(me->space == space_at(l4_task_no(me->id)), "a thread lives in the space of its number");
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
