/*
 * What must hold at every moment between two calls: checked while the machine runs, if the command
 * line asks for it.
 *
 *   invariants=N      on the kernel's command line: check all of it at each Nth entry into the
 *                     kernel, and a part at each
 *
 * For the random caller and for whoever hunts a fault. The release build has none of it
 * (debug/absent/).
 */
#ifndef DEBUG_INVARIANTS_H
#define DEBUG_INVARIANTS_H

#include <stdint.h>

/* Reads the command line; takes the ways into the kernel. At boot, when all gates and handlers are
 * set. */
void invariants_init(const char *command_line);

/* Checks everything now; a panic names what does not hold. Interrupts off. Returns the frames that
 * are free for task 0, else those that are charged to the task of this number. In a kernel without
 * checks: 0xFFFFFFFF. */
uint32_t invariants_count(uint32_t task);

#endif
