/*
 * Faults in windows on open files go to the file server, which may have to wait for the disk; so a
 * second thread takes them there. The lecture's way: the file server maps the page to that worker,
 * and the worker grants it to the client, in the name of the main thread, for whose answer the
 * client waits. The main thread serves others meanwhile.
 *
 * The worker *calls* the main thread for work, so a job is an answer, and no wake-up can be lost:
 *
 *   FORWARD_NEXT, w1 = 1: the job is done, w2 = error      answer: w0 = client, w1 = address and
 *                                                            access, as in the message of a fault
 *
 * When it got no work for two seconds it calls again with w1 = 0; the main thread looks after
 * orphans then.
 */
#ifndef PAGER_FORWARD_H
#define PAGER_FORWARD_H

#include <ipc.h>
#include "task.h"

#define FORWARD_NEXT 0x51u

/* Starts the worker. */
void forward_start(void);

/* Is this the worker? Only it may ask for work. */
int forward_is_worker(l4_id_t thread);

/* A fault that the worker has, or will have. */
struct forward_job {
    l4_id_t client;
    uint32_t fault, eip; /* the message: bit 1 of `fault` is a write */
};

/* Hands the fault of a thread of `t` to the worker. 1, or 0 if that task has too many of them
 * already: let the thread fault again. */
int forward_fault(struct task *t, struct forward_job job);

/* The job that the worker had; it has none any more. Its client may be dead by now. */
struct forward_job forward_done(void);

/* The next job for the worker, in *w. 1, or 0 if there is none: it is told when there is. */
int forward_next(struct words *w);

/* Jobs of a task that has ended are dropped. */
void forward_forget(l4_id_t task);

#endif
