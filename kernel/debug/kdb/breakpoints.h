/*
 * Breakpoints by the processor's four debug registers, and single steps. They hold in every address space, in ring 0 and in
 * ring 3.
 */
#ifndef KDB_BREAKPOINTS_H
#define KDB_BREAKPOINTS_H

#include "i486/frame.h"

/* No breakpoint strikes between these two: during a session. */
void breakpoints_off(void);
void breakpoints_on(void);

/* Vector 1. Opens a session if the trap is one of ours, else it is the user's own affair. */
void kdb_debug_exception(struct trap_frame *f);

#endif
