/*
 * Touching user memory: it may be missing, its pager may refuse it. A guard is the place to fall
 * back to.
 */
#ifndef THREAD_GUARD_H
#define THREAD_GUARD_H

#include <stdint.h>

/*
 * Calls f(argument) with the current thread's guard set, and returns what it returns, or what was
 * thrown. `guard` is the address of the thread's guard word; guards nest. In guard.S.
 */
uint32_t guarded(uint32_t (*f)(void *argument), void *argument, uint32_t *guard);

/* Guard of the fast paths, which keep no stack to fall back to: the whole call is done over by the
 * slow one. */
#define GUARD_RETRY 1u

/* Gives up what the guarded function was doing: guarded() returns `result`. In guard.S. */
void guard_throw(uint32_t result, uint32_t guard) __attribute__((noreturn));

#endif
