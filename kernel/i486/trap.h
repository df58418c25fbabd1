/*
 * From the processor's vectors to C functions.
 *
 * trap.S saves the registers and calls trap_dispatch(), which calls the handler that was set for
 * the vector. This folder knows nothing of threads: who wants a vector says so with
 * trap_set_handler().
 */
#ifndef I486_TRAP_H
#define I486_TRAP_H

#include "i486/frame.h"
#include "i486/layout.h"

/*
 * A handler runs with interrupts off, on the kernel stack of the thread that was running. It may
 * change the frame: what it leaves there is what the interrupted program gets. It may switch
 * threads before it returns.
 */
typedef void trap_handler(struct trap_frame *f);

/* Address of the stub of each vector, in trap.S. */
extern const uint32_t trap_entries[VECTOR_COUNT];

/* Sets who handles `vector`, and returns who did so far. Before the first trap that can come.
 */
trap_handler *trap_set_handler(uint32_t vector, trap_handler *handler);

/* Called by trap.S alone. */
void trap_dispatch(struct trap_frame *f);

/* The English name of an exception, for messages. */
const char *trap_name(uint32_t vector);

#endif
