/*
 * Client stubs of sigma0, which owns all memory at first. (l4 X.0: sigma0 protocol)
 */
#ifndef SIGMA0_H
#define SIGMA0_H

#include <l4/kip.h>
#include <l4/types.h>

/* Maps the frame at the physical address `frame` to the page `where`. 1, or 0 if another task has
 * it. */
int sigma0_map_frame(uint32_t frame, void *where);

/* Maps some free frame to the page `where`. 1, or 0 if there is none left. */
int sigma0_map_any(void *where);

/* The right to use 2^log2 I/O ports (at least 16) from `port` on. 1, or 0 if another task has some
 * of them. */
int sigma0_map_ports(uint32_t port, uint32_t log2);

/* The kernel info page, mapped to the page `where`. NULL if sigma0 refuses. */
const struct l4_kip *sigma0_map_info(void *where);

#endif
