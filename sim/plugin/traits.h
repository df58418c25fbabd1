/* Kinds of instructions, as the engines tell them apart. */
#ifndef SIM_TRAITS_H
#define SIM_TRAITS_H

#include "engine.h"

/* Can its end not be told from its accesses alone? */
bool trait_watched(const struct insn *in);

/* Does its end change more than the clock? Must list what retire_special() of the model knows. */
bool trait_special(const struct insn *in);

/* Can it store? */
bool trait_stores(const struct insn *in);

/* The frequent ends of a block's last instruction, without the full judgement. */
bool trait_plain_end(const struct insn *last, uint32_t next, enum outcome *outcome);

/* Needs insn[i], not the first, a call of its own, its accesses not telling whether it retired? */
bool trait_needs_call(const struct block *b, unsigned i);

#endif
