/*
 * Tasks and their ends. Enter by task_of() and task_end().
 */
#include "task.h"
#include "fault.h"
#include "forward.h"
#include <ipc.h>
#include <stddef.h>
#include <tasks.h>
#include <thread.h>

struct task tasks[TASKS];

static int
same_task(l4_id_t a, l4_id_t b)
{
    return !((a ^ b) & ~L4_LTHREAD_MASK);
}

/* Which entry has a task number: 0, or the entry's place plus 1. It may be an old one. */
static uint8_t place_of[L4_MAX_TASKS];

void
task_runs(struct task *t, l4_id_t id, l4_id_t creator)
{
    t->id = id;
    t->creator = l4_thread_of(creator, 0);
    t->state = TASK_RUNS;
    place_of[l4_task_no(id)] = (uint8_t)(t - tasks + 1);
}

struct task *
task_numbered(uint32_t number)
{
    if (number >= L4_MAX_TASKS || !place_of[number])
        return NULL;
    struct task *t = &tasks[place_of[number] - 1];
    return t->state == TASK_RUNS && l4_task_no(t->id) == number ? t : NULL;
}

struct task *
task_of(l4_id_t thread)
{
    struct task *t = task_numbered(l4_task_no(thread));
    return t && same_task(t->id, thread) ? t : NULL;
}

struct task *
task_started_by(l4_id_t caller, l4_id_t id)
{
    for (struct task *t = tasks; t < tasks + TASKS; t++)
        if (t->state != TASK_FREE && t->id == id && same_task(t->creator, caller))
            return t;
    return NULL;
}

struct task *
task_new(void)
{
    struct task *best = NULL;
    for (struct task *t = tasks; t < tasks + TASKS; t++) {
        if (t->state == TASK_RUNS)
            continue;
        if (!best || t->state == TASK_FREE ||
            (best->state == TASK_ENDED && t->ended_as < best->ended_as))
            best = t;
        if (best->state == TASK_FREE)
            break;
    }
    if (best)
        *best = (struct task){.start = NO_FRAME};
    return best;
}

static void
forget(void *t, uint32_t address, page_t *record)
{
    page_forget(t, record);
}

void
task_release(struct task *t)
{
    page_each(&t->pages, forget, t);
    for (uint32_t i = 0; i < t->pages.count; i++)
        frame_free(t->pages.table_of[i]);
    t->pages.count = 0;
    if (t->start != NO_FRAME)
        frame_free(t->start);
    t->start = NO_FRAME;
    if (t->image)
        image_close(t->image);
    t->image = NULL;
}

static void
end_one(struct task *t, int status, uint32_t eip)
{
    static uint32_t ends;
    tasks_kill(t->id);
    forward_forget(t->id);
    task_release(t);
    t->state = TASK_ENDED;
    t->status = status;
    t->eip = eip;
    t->ended_as = ++ends;
    if (t->waiter) {
        struct words w = {0, (uint32_t)status, eip};
        ipc_send(t->waiter, &w, IPC_SERVER);
        t->state = TASK_FREE;
    }
}

/* 1 if it ended or forgot one: then others may have become orphans. */
static int
sweep_once(void)
{
    for (struct task *t = tasks; t < tasks + TASKS; t++) {
        if (t->state == TASK_FREE)
            continue;
        int orphan = !thread_alive(t->creator);
        if (t->state == TASK_RUNS && (orphan || !thread_alive(t->id)))
            end_one(t, PAGER_KILLED, 0);
        else if (!orphan)
            continue;
        if (orphan)
            t->state = TASK_FREE; /* nobody will ever ask */
        return 1;
    }
    return 0;
}

void
task_sweep(void)
{
    while (sweep_once())
        ;
}

void
task_end(struct task *t, int status, uint32_t eip)
{
    end_one(t, status, eip);
    task_sweep();
}

uint32_t
task_frames(const struct task *t)
{
    return t->pages.frames + t->pages.count + (t->start != NO_FRAME);
}
