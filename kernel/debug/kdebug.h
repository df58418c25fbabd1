/*
 * INT 3 from a user program: the console services of <l4/kdebug.h>, or the kernel debugger.
 */
#ifndef DEBUG_KDEBUG_H
#define DEBUG_KDEBUG_H

#include "i486/trap.h"

/* Tells the panic how to describe a thread. At boot. */
void kdebug_init(void);

/* Handles vector 3. */
void kdebug_breakpoint(struct trap_frame *f);

#endif
