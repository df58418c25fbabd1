/* Following the value of MOV CR3 back through its block. */
#ifndef SIM_CRVALUE_H
#define SIM_CRVALUE_H

#include "insn.h"

/*
 * value = ((source & and_mask) | or_mask) + add, where source is a constant, the register's present
 * value (CR_SAME), what a load of this block reads, or what general register `reg` holds when the
 * block begins.
 */
struct cr_value {
    enum { CR_UNKNOWN, CR_CONSTANT, CR_SAME, CR_LOADED, CR_REGISTER } source;
    uint32_t constant, and_mask, or_mask, add;
    unsigned load; /* number of the loading instruction */
    unsigned reg;
};

/* What instruction `at` of a block moves to a control register. */
struct cr_value crvalue_trace(const struct insn *insns, unsigned at, const uint8_t *const *bytes);

#endif
