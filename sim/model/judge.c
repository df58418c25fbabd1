/*
 * How an instruction ended, judged from the address of the next one.
 *
 * The plugin interface calls before an instruction runs; whether it retired shows only afterwards.
 * First the instruction's own successors are tried, then the gates of the IDT: one below 32 means
 * an exception, of this instruction or of the fetch of the next; one from 32 on a hardware
 * interrupt, and then the instruction has retired.
 */
#include "cost.h"
#include "gate.h"

/* Has the instruction made all the accesses that it needs? Only then can it have retired. */
static bool
accesses_done(const struct insn *in, const struct pass *pass)
{
    return pass->loads >= in->form->loads && pass->stores >= in->form->stores;
}

/* Can nothing but its memory accesses have stopped it? */
static bool
only_memory_faults(const struct insn *in)
{
    switch (in->form->kind) {
    case KIND_PLAIN:
    case KIND_JCC:
    case KIND_JMP:
    case KIND_JMPI:
    case KIND_CALL:
    case KIND_CALLI:
    case KIND_RET:
    case KIND_SETCC:
    case KIND_MUL8:
    case KIND_MUL:
    case KIND_MULI:
    case KIND_BSF:
    case KIND_BSR:
    case KIND_RCL:
    case KIND_RCLI:
    case KIND_CMPXCHG:
        return !in->form->varies;
    default:
        return false;
    }
}

/* Where a far transfer leads: through a call gate, or to its own offset in the segment that it
 * names. */
static uint32_t
far_target(struct machine *m, uint16_t selector, uint32_t offset)
{
    uint32_t words[2];

    if (gate_descriptor(m, selector, words) && (words[1] >> 8 & 0x1f) == 0x0c)
        return ((words[0] & 0xffff) | (words[1] & 0xffff0000)) +
               gate_base(m, (uint16_t)(words[0] >> 16));
    return offset + gate_base(m, selector);
}

/* Does the instruction itself lead to `next`? */
static bool
leads_to(struct machine *m, const struct insn *in, const struct pass *pass, uint32_t next,
         bool *taken)
{
    uint32_t after = in->pc + in->length, target;

    *taken = true;
    switch (in->form->kind) {
    case KIND_JMP:
    case KIND_CALL:
        return next == in->target;
    case KIND_RET:
    case KIND_JMPI:
    case KIND_CALLI:
        return pass->values > 0 && pass->value[0] + m->code_base == next;
    case KIND_RETF:
    case KIND_IRET:
        return pass->values > 1 && pass->value[0] + gate_base(m, (uint16_t)pass->value[1]) == next;
    case KIND_INT:
        return gate_target(m, in->vector, &target) && target == next;
    case KIND_FARJMP:
    case KIND_FARCALL:
        return next == far_target(m, in->selector, in->target);
    case KIND_FARJMPI:
    case KIND_FARCALLI:
        return pass->values > 1 && next == far_target(m, (uint16_t)pass->value[1], pass->value[0]);
    case KIND_INTO:
        if (gate_target(m, 4, &target) && target == next)
            return true;
        break;
    case KIND_JCC:
        if (next == in->target && next != after)
            return true;
        break;
    }
    *taken = false;
    return next == after;
}

/* The exception that this instruction most likely raised. */
static int
likely_fault(const struct insn *in, const struct pass *pass)
{
    if (!in->form)
        return 6;
    if (in->memory && !accesses_done(in, pass))
        return 14;
    switch (in->form->kind) {
    case KIND_DIV:
        return 0;
    case KIND_BOUND:
        return 5;
    case KIND_X87:
        return 7;
    case KIND_PLAIN:
    case KIND_JCC:
    case KIND_JMP:
    case KIND_CALL:
    case KIND_RET:
        return 14;
    default:
        return 13;
    }
}

static enum outcome
judge_gate(struct machine *m, const struct insn *in, const struct pass *pass, uint32_t next,
           int *vector)
{
    *vector = gate_find(m, next, likely_fault(in, pass));
    if (*vector < 0)
        return ENDED_STRANGE;
    if (*vector >= 32 || *vector == 2)
        return ENDED_INTERRUPTED;
    if (!in->form)
        return ENDED_FAULTED;
    if (*vector == 1 && accesses_done(in, pass))
        return ENDED_FETCH_FAULT;
    if (accesses_done(in, pass) &&
        (only_memory_faults(in) || (*vector == 14 && !in->form->varies &&
                                    in->form->kind != KIND_REP && in->form->kind != KIND_INT)))
        return ENDED_FETCH_FAULT;
    if (in->form->kind == KIND_IRET && pass->values >= 3 && *vector == 14)
        return ENDED_FETCH_FAULT;
    return ENDED_FAULTED;
}

enum outcome
cost_judge(struct machine *m, const struct insn *in, const struct pass *pass, uint32_t next,
           int *vector)
{
    enum outcome outcome;
    bool taken;

    *vector = -1;
    if (!in->form)
        return next == in->pc + in->length ? ENDED_NEXT : judge_gate(m, in, pass, next, vector);
    if (next == in->pc && (in->form->kind == KIND_REP || in->form->kind == KIND_REPIO))
        return ENDED_REPEATING;
    if (leads_to(m, in, pass, next, &taken))
        return taken ? ENDED_TAKEN : ENDED_NEXT;
    if (next == in->pc && in->memory && in->form->kind != KIND_JMPI && in->form->kind != KIND_CALLI)
        return ENDED_AGAIN;
    outcome = judge_gate(m, in, pass, next, vector);
    if (outcome == ENDED_STRANGE && (in->form->kind == KIND_JMPI || in->form->kind == KIND_CALLI) &&
        !in->form->loads)
        return ENDED_TAKEN;
    return outcome;
}
