/*
 * The 8253/8254 interval timer: the kernel's tick.
 */
#ifndef I486_PIT_H
#define I486_PIT_H

/* One tick, in microseconds. 4 ms, as in L3 and L4 [Liedtke '93, 5.5]. */
#define TICK_US 4000

/* Starts the tick on interrupt line 0. It arrives once the line is unmasked. */
void pit_init(void);

#endif
