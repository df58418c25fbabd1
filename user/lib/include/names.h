/*
 * The name server (the service broker): who is called what. Client stubs.
 *
 *   w0                w1, w2         answer
 *   NAMES_REGISTER    name           the caller's thread has the name from now on. EEXIST if
 *                                    another living thread has it; a dead one loses it. EPERM: it
 *                                    is the name of a server of the configuration, alive or not.
 *                                    ENOSPC: all others have 48 names at most
 *   NAMES_LOOK_UP     name           w1 = id; ENOENT if nobody living has it
 *   NAMES_WAIT        name           the same, but the answer comes when somebody registers
 *   NAMES_LIST        index, -       w1, w2 = the name of entry `index`; ENOENT behind them
 *
 * A name is 1 to 8 characters. The name server's own id is asked of the root task, which restarts
 * it when it dies; it then learns the servers' names from the root task.
 */
#ifndef NAMES_H
#define NAMES_H

#include <l4/types.h>

enum names_op { NAMES_REGISTER = 1, NAMES_LOOK_UP, NAMES_WAIT, NAMES_LIST };

/* Registers the caller. 0 or an error. */
int names_register(const char *name);

/* L4_NIL if nobody has the name. `names_wait` blocks until somebody has it, at most `timeouts`. */
l4_id_t names_look_up(const char *name);
l4_id_t names_wait(const char *name, l4_timeout_t timeouts);

/* The name of entry `index` (0, 1, ...). 0, or ENOENT behind the last one. */
int names_list(uint32_t index, char name[9]);

#endif
