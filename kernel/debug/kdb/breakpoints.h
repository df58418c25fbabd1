/*
 * Breakpoints by the processor's four debug registers, and single steps. They hold in every address
 * space, in ring 0 and in ring 3. A thread that loads debug registers of its own takes them away
 * while it runs, and up to the next tick behind that.
 */
#ifndef KDB_BREAKPOINTS_H
#define KDB_BREAKPOINTS_H

#define EFLAGS_RF 0x00010000u /* the instruction at EIP runs, whatever breakpoint lies on it */

/* No breakpoint strikes between these two: during a session. */
void breakpoints_off(void);
void breakpoints_on(void);

/* On each tick: puts them back where a thread's own debug registers took their place. */
void breakpoints_tick(void);

/* Takes vector 1; what is none of ours is passed on to who had it before: it is the user's own
 * affair. */
void breakpoints_init(void);

#endif
