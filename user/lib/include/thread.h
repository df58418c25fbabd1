/*
 * Threads of the own task.
 */
#ifndef THREAD_H
#define THREAD_H

#include <stddef.h>
#include <l4/types.h>

/*
 * Starts thread `lthread` (1..63) of the own task at `function`, with `argument`, on the stack of
 * `size` bytes at `stack`. Its faults go to `pager` (L4_INVALID: the caller's own pager stays for a
 * thread that has one; a new one must be given a pager). Returns its id. The function must not
 * return; if it does, the thread stops for ever.
 */
l4_id_t thread_start(uint32_t lthread, void (*function)(void *argument), void *argument,
                     void *stack, size_t size, l4_id_t pager);

/* The caller's own id. */
l4_id_t thread_self(void);

/* Waits for ever. */
void thread_stop(void) __attribute__((noreturn));

/* Does the thread exist, and has it been started? 0 for an id of a task that was deleted, or
 * created anew. */
int thread_alive(l4_id_t id);

/* The caller's pager. */
l4_id_t thread_pager(void);

#endif
