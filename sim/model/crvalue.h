/* Following the value of MOV CR3 back through its block. */
#ifndef SIM_CRVALUE_H
#define SIM_CRVALUE_H

#include "insn.h"

/* value = (source & and_mask) + add, where source is a constant, the present CR3 or what a load reads. */
struct cr_value {
	enum { CR_UNKNOWN, CR_CONSTANT, CR_SAME, CR_LOADED } source;
	uint32_t constant, and_mask, add;
	unsigned load;             /* number of the loading instruction */
};

/* What instruction `at` of a block moves to a control register. */
struct cr_value crvalue_trace(const struct insn *insns, unsigned at, const uint8_t *const *bytes);

#endif
