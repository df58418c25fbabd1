/*
 * The ready queue: a ring of threads for each of 256 priorities, threaded through their control
 * blocks [Liedtke '93, 5.3.2].
 *
 * Lazy scheduling [Liedtke '93, 5.3.4]: IPC changes a thread's state and leaves the queue alone. So
 *   - each thread that can run, except the current one, is in the queue;
 *   - a thread in the queue need not be able to run: it is taken out when the queue is read and
 * shows it.
 */
#ifndef THREAD_READY_H
#define THREAD_READY_H

#include "thread/tcb.h"

/* Puts `t` at the end of the ring of its priority, if it is in no ring. */
void ready_enqueue(struct tcb *t);

/* Takes `t` out of its ring, if it is in one. */
void ready_dequeue(struct tcb *t);

/* The thread to run next: first of the highest priority that has one that can run; the idle thread
 * if none can. It moves to the end of its ring. Threads that cannot run are cleaned out on the way.
 */
struct tcb *ready_next(void);

/* Highest priority with a thread in its ring, able to run or not; -1 if there is none. */
int ready_highest(void);

/* The first thread of a priority's ring, able to run or not; NULL. For the debugger. */
struct tcb *ready_ring(uint32_t priority);

#endif
