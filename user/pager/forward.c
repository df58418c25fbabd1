/*
 * Faults that the file server answers. Enter by forward_fault() and by forward_start().
 */
#include "forward.h"
#include <errno.h>
#include <files.h>
#include <layout.h>
#include <stddef.h>
#include <thread.h>

#define JOBS 64
#define JOBS_OF_TASK                                                                               \
    4 /* a task that sends messages as if it faulted does not keep others waiting */
#define PATIENCE 0x4C4C0077u /* of the file server: 5 s for its ear, 5 s for its answer */
#define IDLE     0x1F000007u /* 31 * 65536 us = 2 s */
#define STACK    4096

static struct forward_job jobs[JOBS]; /* the oldest first */
static uint32_t job_count;
static struct forward_job current; /* the worker has it */
static int idle;                   /* the worker waits for an answer */
static l4_id_t server, worker;
static char stack[STACK] __attribute__((aligned(16)));

/* Takes job `i` out of the queue. */
static void
drop_job(uint32_t i)
{
    for (job_count--; i < job_count; i++)
        jobs[i] = jobs[i + 1];
}

int
forward_next(struct words *w)
{
    idle = job_count == 0;
    if (idle)
        return 0;
    current = jobs[0];
    drop_job(0);
    *w = (struct words){current.client, current.fault, 0};
    return 1;
}

struct forward_job
forward_done(void)
{
    struct forward_job done = current;
    current = (struct forward_job){L4_NIL, 0, 0};
    return done;
}

int
forward_fault(struct task *t, struct forward_job job)
{
    struct words w;
    if (job_count == JOBS || t->forwarded == JOBS_OF_TASK)
        return 0;
    t->forwarded++;
    jobs[job_count++] = job;
    if (!idle)
        return 1;
    /* Should it have stopped waiting just now it will ask again: the job waits. */
    w = (struct words){jobs[0].client, jobs[0].fault, 0};
    idle = 0;
    if (!IPC_ERROR(ipc_send(worker, &w, IPC_SERVER))) {
        current = jobs[0];
        drop_job(0);
    }
    return 1;
}

void
forward_forget(l4_id_t task)
{
    for (uint32_t i = job_count; i-- > 0;)
        if (!((jobs[i].client ^ task) & ~L4_LTHREAD_MASK))
            drop_job(i);
}

int
forward_is_worker(l4_id_t thread)
{
    return thread == worker;
}

/* Passes the page in our window on; the client, which waits for the main thread, gets it from
 * there. */
static void
grant(l4_id_t client, uint32_t address, int write)
{
    l4_id_t source;
    uint32_t rights = L4_FPAGE_GRANT | (write ? L4_FPAGE_WRITE : 0);
    struct words w = {address & L4_PAGE_MASK, l4_fpage(WINDOW_BASE, L4_LOG2_PAGE, rights), 0};
    if (IPC_ERROR(l4_ipc_propagate(client, L4_SEND_MAP | L4_SEND_PROP, L4_NO_RECEIVE, IPC_SERVER,
                                   &w, &source, server)))
        l4_fpage_unmap(l4_fpage(WINDOW_BASE, L4_LOG2_PAGE, 0), L4_UNMAP_REMOVE | L4_UNMAP_FLUSH);
}

static void
work(void *unused)
{
    struct words w = {FORWARD_NEXT, 0, 0};
    for (;;) {
        l4_id_t source;
        if (IPC_ERROR(l4_ipc(server, 0, 0, IDLE, &w, &source))) {
            w = (struct words){FORWARD_NEXT, 0, 0};
            continue;
        }
        l4_id_t client = w.w0;
        int write = (w.w1 & 2) != 0;
        int error = files_restore(client, w.w1 & ~3u, write, (void *)WINDOW_BASE, PATIENCE);
        if (!error)
            grant(client, w.w1, write);
        w = (struct words){FORWARD_NEXT, 1, (uint32_t)error};
    }
}

void
forward_start(void)
{
    server = thread_self();
    worker =
        thread_start(l4_lthread_no(server) + 1, work, NULL, stack, sizeof stack, thread_pager());
}
