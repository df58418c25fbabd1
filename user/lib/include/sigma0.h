/*
 * Client stubs of sigma0, which owns all memory at first. (l4 X.0: sigma0 protocol)
 */
#ifndef SIGMA0_H
#define SIGMA0_H

#include <l4/kip.h>
#include <l4/types.h>

/* Maps the frame at the physical address `frame` to the page `where`. 1, or 0 if another task has it. */
int sigma0_map_frame(uint32_t frame, void *where);

/* Maps some free frame to the page `where`. 1, or 0 if there is none left. */
int sigma0_map_any(void *where);

/* The kernel info page, mapped to the page `where`. NULL if sigma0 refuses. */
const struct l4_kip *sigma0_map_info(void *where);

#endif
