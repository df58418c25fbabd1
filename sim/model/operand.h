/* Operands in registers that clocks depend on, where the registers can be read. */
#ifndef SIM_OPERAND_H
#define SIM_OPERAND_H

#include "machine.h"

/* What the clocks of this instruction want of the registers. */
enum wanted operand_wanted(const struct insn *in);

/* Call before the instruction runs: notes a value or an address in `pass`. */
void operand_before(struct machine *m, const struct insn *in, struct pass *pass);

/* Call before the next instruction runs: notes the byte that SETcc made in a register. */
void operand_after(struct machine *m, const struct insn *in, struct pass *pass);

/* Call when it has stored: notes the byte that SETcc made in memory. */
void operand_stored(struct machine *m, struct pass *pass, uint32_t linear);

#endif
