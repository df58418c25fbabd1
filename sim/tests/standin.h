/* What the parts of the stand-in share. */
#ifndef SIM_STANDIN_H
#define SIM_STANDIN_H

#include "standin_programs.h"

extern const struct program *program;
extern uint32_t registers[REGISTER_COUNT]; /* as the next callback may read them */
extern int flags_now; /* what the callback under way said of registers when it was registered */

/* Writes a dword in the guest's order. */
void put(uint8_t *at, uint32_t value);

#endif
