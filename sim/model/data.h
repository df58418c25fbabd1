/* Clocks that depend on the values of operands. */
#ifndef SIM_DATA_H
#define SIM_DATA_H

#include "machine.h"

/* What is charged before the operands are known: exact for immediates, else the stated constant. */
uint16_t data_clocks(const struct insn *in);

/* Corrects the constant once the operand was seen. */
void data_retire(struct machine *m, const struct insn *in, const struct pass *pass);

#endif
