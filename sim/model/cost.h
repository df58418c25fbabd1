/* The clocks of an instruction: what is known before it runs, and what its outcome adds. */
#ifndef SIM_COST_H
#define SIM_COST_H

#include "machine.h"

/* How an instruction ended, judged from the address of the next one. */
enum outcome {
    ENDED_NEXT,        /* went on as the instruction says */
    ENDED_TAKEN,       /* a branch was taken */
    ENDED_INTERRUPTED, /* retired, then a hardware interrupt */
    ENDED_FETCH_FAULT, /* retired, then the next instruction could not be fetched */
    ENDED_FAULTED,     /* did not retire: an exception */
    ENDED_AGAIN,       /* did not retire: the same instruction is started again */
    ENDED_REPEATING,   /* a repeated string instruction goes on */
    ENDED_STRANGE,     /* nothing explains the next address */
};

/* Sets in->clocks; call once after decoding. */
void cost_prepare(struct insn *in);

/*
 * How did `in` end, if the next instruction runs at `next`? Sets *vector for interrupts and faults.
 * Reads the IDT, changes nothing.
 */
enum outcome cost_judge(struct machine *m, const struct insn *in, const struct pass *pass,
                        uint32_t next, int *vector);

/* Charges what retiring adds to clocks and rules, and does to the machine what the instruction
 * does. */
void cost_retire(struct machine *m, struct insn *in, const struct pass *pass, enum outcome outcome);

/* Remembers where the value came from that `in` has loaded into a register (insn.captures). */
void cost_capture(struct machine *m, const struct insn *in, uint32_t from);

/* Takes note of one access of an instruction, then charges it. False when it isn't the
 * instruction's own. */
bool cost_access(struct machine *m, struct insn *in, struct pass *pass,
                 const struct access *access);

#endif
