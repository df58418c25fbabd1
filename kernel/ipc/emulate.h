/*
 * Instructions that a user may not execute, and that the kernel carries out for the thread.
 */
#ifndef IPC_EMULATE_H
#define IPC_EMULATE_H

#include "i486/trap.h"

/*
 * LIDT sets the thread's table of exception handlers; MOV to and from debug registers work on the
 * thread's own. 1 if the instruction at the frame's EIP was one of them and has been carried out, 0
 * if it was not. Blocks on page faults.
 */
int emulate(struct trap_frame *f);

#endif
