/* Interrupts and exceptions: finding the gate, and what going through it costs. */
#ifndef SIM_GATE_H
#define SIM_GATE_H

#include "machine.h"

enum entry_kind { ENTRY_SOFTWARE, ENTRY_EXCEPTION, ENTRY_HARDWARE };

/* The address a gate leads to; false when there is no such gate. */
bool gate_target(struct machine *m, unsigned vector, uint32_t *target);

/* The vector whose gate leads to `pc`, or -1. Of several, the first of `likely`, then the lowest.
 */
int gate_find(struct machine *m, uint32_t pc, int likely);

/* Goes through the gate: clocks, table reads, pushes; changes the level and empties the prefetch
 * queue. */
void gate_enter(struct machine *m, unsigned vector, enum entry_kind kind);

/* A descriptor's two words; false when the tables can't be read. */
bool gate_descriptor(struct machine *m, uint16_t selector, uint32_t words[2]);

/* The base of a segment; 0 when the tables can't be read. */
uint32_t gate_base(struct machine *m, uint16_t selector);

/* Charges the reads of one descriptor. */
void gate_touch_descriptor(struct machine *m, uint16_t selector);

#endif
