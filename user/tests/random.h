/*
 * The random caller: threads of several tasks that make system calls with random and edge-case
 * arguments, without end.
 *
 *   random.c        the supervisor: tasks and threads, the count of calls, the end
 *   random_calls.c  one call
 *   random_pick.c   the arguments
 *
 * All share the program's memory. A call may say anything, but may have nothing received where the
 * program's code, stacks or variables are: what breaks should be the kernel, not the test. So
 * buffers lie in the pool, and windows where nothing else is.
 */
#ifndef RANDOM_H
#define RANDOM_H

#include <stdint.h>
#include <l4/types.h>

#define WORKERS      4  /* threads of each task */
#define TASKS        12 /* the root task, four children, seven of theirs */
#define CHILDREN     4
#define FIRST_CHILD  6
#define FIRST_GRAND  20
#define ROOT_WORKERS 20 /* first lthread of the workers in the root task; in all others it is 0 */
#define SLOTS        (TASKS * WORKERS)
#define STACK_SIZE   4096u
#define POOL_SIZE    0x240000u   /* over a 4 MB border: the program begins at 2 MB */
#define WINDOW       0x40000000u /* for pages that come */
#define TOP_PRIORITY 200u        /* of the workers; the supervisor is above */

/* A place in the tables: which task, which thread of it. Slot 0..WORKERS-1 are the root task's. */
struct slot {
    uint32_t seed;
    uint32_t send[256], receive[256]; /* a message each */
};

extern struct slot slots[SLOTS];
extern char pool[POOL_SIZE];
extern volatile l4_id_t task_ids[TASKS]; /* newest known id of each */
extern volatile uint32_t calls_wanted, calls_made;
extern volatile uint32_t outcomes[16]; /* ipc calls by how they ended: bits 7..4 of the result */
extern l4_id_t workers_pager;

/* The number of a task's place in the tables; of a place. */
uint32_t task_number(uint32_t task);
uint32_t first_lthread(uint32_t task);

/* Where slot's stack ends, with thread_stop() as return address. */
uint32_t stack_top(uint32_t slot);

/* What each worker runs. Its slot is known by its stack. */
void worker(void);

/* One call by slot `n`. */
void random_call(uint32_t n);

/* The arguments. Each takes the next number of the slot's generator. */
uint32_t pick(uint32_t n, uint32_t below);
uint32_t pick_word(uint32_t n);
l4_id_t pick_id(uint32_t n);
l4_id_t pick_worker(uint32_t n);
l4_id_t pick_task(uint32_t n);
l4_timeout_t pick_timeouts(uint32_t n);
l4_fpage_t pick_fpage(uint32_t n);
l4_fpage_t pick_window(uint32_t n);
uint32_t pick_send(uint32_t n);    /* a send descriptor, with its message */
uint32_t pick_receive(uint32_t n); /* a receive descriptor */
uint32_t pick_map_base(uint32_t n);

#endif
