/*
 * Time slices, the tick, and who runs next.
 */
#ifndef THREAD_SLICE_H
#define THREAD_SLICE_H

#include "i486/trap.h"
#include "thread/tcb.h"

#define DEFAULT_SLICE_US 10000
#define BOOT_PRIORITY    128

/* Microseconds that the running slice has left. It belongs to the processor and not to a thread, so a direct
 * switch donates it without a word being written [Liedtke '93, 5.2.2]. */
extern uint32_t slice_left;

/* Gives the processor to the next thread of the ready queue, with a new slice. If the current thread can still
 * run it is put into the queue first. Returns when the current thread runs again. Interrupts off. */
void schedule(void);

/* Makes a waiting thread ready to run. If its priority is above the current thread's it runs at once. */
void wake(struct tcb *t);

/* The current thread becomes the idle thread: called once by the boot, on the idle thread's stack. */
void idle_loop(void) __attribute__((noreturn));

/* Handler of the timer interrupt. */
void tick(struct trap_frame *f);

/* System call 0x33: ESI NIL: give the slice up; else: donate the rest of it to that thread. */
void sys_thread_switch(struct trap_frame *f);

#endif
