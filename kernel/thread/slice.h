/*
 * Time slices, the tick, and who runs next.
 */
#ifndef THREAD_SLICE_H
#define THREAD_SLICE_H

#include "i486/trap.h"
#include "thread/tcb.h"

#define DEFAULT_SLICE_US 10000
#define BOOT_PRIORITY    128
#define SLICE_INFINITE   0xFFFFFFFFu

/* Microseconds that the running slice has left. It belongs to the processor and not to a thread, so
 * a direct switch donates it without a word being written [Liedtke '93, 5.3.5]. */
extern uint32_t slice_left;

/* Gives the processor to the next thread of the ready queue, with a new slice. If the current
 * thread can still run it is put into the queue first. Returns when the current thread runs again.
 * Interrupts off. */
void schedule(void);

/* Makes a waiting thread ready to run. If its priority is above the current thread's it runs at
 * once. */
void wake(struct tcb *t);

/* The current thread becomes the idle thread: called once by the boot, on the idle thread's stack.
 */
void idle_loop(void) __attribute__((noreturn));

/* Handler of the timer interrupt: clock, wakeups, slices. */
void tick(struct trap_frame *f);

/* Who ends the waits whose time is over: told by ipc at boot. */
void tick_set_expire(void (*expire)(struct tcb *t));

/* Gives the processor to a thread in the queue with a higher priority than the current one's, if
 * there is one. */
void preempt_if_needed(void);

/* System call 0x33: ESI NIL: give the slice up; else: donate the rest of it to that thread. */
void sys_thread_switch(struct trap_frame *f);

/* System call 0x34, in schedule.c. */
void sys_thread_schedule(struct trap_frame *f);

#endif
