/*
 * When the kernel cannot go on: registers, a backtrace with names, the thread; then the machine
 * ends.
 */
#ifndef DEBUG_PANIC_H
#define DEBUG_PANIC_H

#include "i486/frame.h"

/* Status of a machine that ended by itself, for isa-debug-exit: QEMU exits with 2 * status + 1. */
#define EXIT_PANIC         0x50
#define EXIT_NOT_ATTEMPTED 0x51

/* Prints "PANIC: " and the text (printf's %s %d %u %x %c), then what is known of the moment. Never
 * returns. May be called everywhere, with or without a thread. */
void panic(const char *format, ...) __attribute__((noreturn, format(printf, 1, 2)));

/* The same for an exception in the kernel: the frame holds the registers at the fault. */
void panic_frame(struct trap_frame *f, const char *text) __attribute__((noreturn));

/* Ends the machine: QEMU's isa-debug-exit where it is there, else interrupts off and halt. */
void machine_exit(unsigned status) __attribute__((noreturn));

/* Prints the chain of callers from a frame pointer on, with names; nothing in a release build. */
void backtrace(uint32_t eip, uint32_t ebp);

/* Whoever knows about threads sets this: prints one line about the current one. */
extern void (*panic_describe_thread)(void);

#endif
