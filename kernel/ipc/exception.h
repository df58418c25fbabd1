/*
 * Exceptions of user programs.
 */
#ifndef IPC_EXCEPTION_H
#define IPC_EXCEPTION_H

#include "i486/trap.h"

/* Takes all exception vectors but page faults and breakpoints. After trap handlers exist. */
void exceptions_init(void);

/* An exception that the kernel does not handle itself: a user's thread halts (it has no table of
 * handlers), with a line on the console that says why; in the kernel it is a panic. Does not return
 * for a halted thread. */
void exception_deliver(struct trap_frame *f);

#endif
