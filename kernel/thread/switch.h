/*
 * From one thread to another.
 */
#ifndef THREAD_SWITCH_H
#define THREAD_SWITCH_H

#include "thread/tcb.h"

/*
 * What a switch has to do besides changing stack and space; 0 nearly always. One test for all of
 * it. [Liedtke '93, 5.5: process switch]
 */
#define EXTRA_WINDOW 1u /* the copy window shows something, or the TLB may still think so */
#define EXTRA_DEBUG  2u /* the debug registers hold a thread's own */
extern uint32_t switch_extra;

/*
 * Runs `to` in place of the current thread, at once: direct switch. What becomes of the current
 * thread is in its state; if it can still run it must be in the ready queue. Returns when somebody
 * switches back. Interrupts off. [Liedtke '93, 5.3.5]
 */
void switch_to(struct tcb *to);

/* The current thread's own debug registers were changed: loads them. */
void switch_debug_registers(struct tcb *me);

/* The next time that `t` runs it begins at `start`, with a kernel stack that is empty below `top`.
 * Whatever it was doing in the kernel is forgotten. `t` is not the current thread. */
void set_continuation_at(struct tcb *t, void *top, void (*start)(void));

/* The same with nothing on the stack but the return frame to ring 3. */
static inline void
set_continuation(struct tcb *t, void (*start)(void))
{
    set_continuation_at(t, tcb_user_frame(t), start);
}

/* First continuation of a new thread: into ring 3 with the registers cleared. In enter_user.S; not
 * to be called. */
void enter_user(void);

/*
 * In switch.S. Pushes EBP, EBX, ESI, EDI, stores the stack pointer at *save, takes `stack` as stack
 * pointer, pops the four registers, and returns: on the other thread's stack.
 */
void switch_stacks(uint32_t *save, uint32_t stack);

#endif
