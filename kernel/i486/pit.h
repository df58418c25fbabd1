/*
 * The 8253/8254 interval timer: the kernel's tick.
 */
#ifndef I486_PIT_H
#define I486_PIT_H

/* Starts an interrupt on line 0 every `us` microseconds (55 000 at most). It arrives once the line
 * is unmasked. */
void pit_init(unsigned us);

#endif
