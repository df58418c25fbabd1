/*
 * The clocks of one instruction: what is known before it runs, and what its end adds.
 *
 * Both engines use these functions on each instruction whose end isn't plain; that is where the
 * rules of the processor live. Constants that stand for data which can't be seen are in data.c,
 * its memory accesses in access.c.
 */
#include "cost.h"
#include <assert.h>
#include "data.h"
#include "gate.h"

enum { CLOCKS_TASK_SWITCH_IRET = 2 };

void
cost_prepare(struct insn *in)
{
    const uint16_t *clocks;

    if (!in->form) {
        in->clocks = 0;
        return;
    }
    in->piecewise = in->form->kind == KIND_LGDT || in->form->kind == KIND_LIDT ||
                    in->form->kind == KIND_DESC || in->form->kind == KIND_X87;
    clocks = in->form->clocks;
    switch (in->form->kind) {
    case KIND_REP:
    case KIND_REPIO:
    case KIND_IO:
    case KIND_IRET:
    case KIND_RETF:
    case KIND_INT:
    case KIND_FARJMP:
    case KIND_FARJMPI:
    case KIND_FARCALL:
    case KIND_FARCALLI:
        in->clocks = 0;
        break;
    case KIND_DIV:
        in->clocks = in->bits == 32 && clocks[1] ? clocks[1] : clocks[0];
        break;
    case KIND_SETCC:
        in->clocks = clocks[0] > clocks[1] ? clocks[0] : clocks[1];
        break;
    case KIND_ENTER:
        in->clocks = in->vector == 0
                         ? clocks[0]
                         : (uint16_t)(clocks[1] + (in->vector > 1 ? 3 * in->vector : 0));
        break;
    case KIND_MUL8:
    case KIND_MUL:
    case KIND_MULI:
    case KIND_BSF:
    case KIND_BSR:
    case KIND_RCL:
    case KIND_RCLI:
        in->clocks = data_clocks(in);
        break;
    default:
        in->clocks = clocks[0];
    }
}

static void
retire_rep(struct machine *m, const struct insn *in, const struct pass *pass)
{
    const uint16_t *clocks = in->form->clocks;
    uint32_t each = in->form->loads + in->form->stores, n = (pass->loads + pass->stores) / each;
    uint32_t total = n == 0 ? clocks[0] : n == 1 ? clocks[1] : clocks[2] + clocks[3] * n;
    bool io = in->form->kind == KIND_REPIO;

    if (io && m->cpl > m->iopl)
        total += 20;
    machine_charge(m, io ? BY_IO : BY_BASE, total);
}

static void
retire_iret(struct machine *m, const struct insn *in, const struct pass *pass)
{
    uint8_t level = pass->values > 1 ? pass->value[1] & 3 : m->cpl;

    if (pass->values == 0) {
        machine_charge(m, BY_EXIT,
                       in->form->clocks[CLOCKS_TASK_SWITCH_IRET] + m->params.task_switch);
        return;
    }
    machine_charge(m, BY_EXIT, in->form->clocks[level > m->cpl]);
    gate_touch_descriptor(m, (uint16_t)pass->value[1]);
    if (level > m->cpl && pass->values > 4)
        gate_touch_descriptor(m, (uint16_t)pass->value[4]);
    m->esp = level > m->cpl && pass->values > 3 ? pass->value[3] : pass->first + 12;
    if (m->cpl == 0 && pass->values > 2)
        m->iopl = pass->value[2] >> 12 & 3;
    machine_level(m, level);
    m->code_base = gate_base(m, (uint16_t)pass->value[1]);
}

static void
retire_retf(struct machine *m, const struct insn *in, const struct pass *pass)
{
    uint8_t level = pass->values > 1 ? pass->value[1] & 3 : m->cpl;

    machine_charge(m, BY_BASE, in->form->clocks[level > m->cpl]);
    m->count[SEGMENT_LOADS]++;
    if (level > m->cpl)
        machine_level(m, level);
    if (pass->values > 1)
        m->code_base = gate_base(m, (uint16_t)pass->value[1]);
}

/* A far CALL or JMP: by what its selector names. */
static void
retire_far(struct machine *m, const struct insn *in, const struct pass *pass)
{
    bool direct = in->form->kind == KIND_FARJMP || in->form->kind == KIND_FARCALL;
    uint16_t selector = direct ? in->selector : (uint16_t)pass->value[1];
    const uint16_t *clocks = in->form->clocks;
    uint32_t words[2], code[2], type, parameters, level;

    m->count[SEGMENT_LOADS]++;
    m->code_base = gate_base(m, selector);
    if (!gate_descriptor(m, selector, words) || (words[1] & 0x1000)) {
        machine_charge(m, BY_BASE, clocks[0]);
        return;
    }
    type = words[1] >> 8 & 15;
    if (type == 5 || type == 9 || type == 11) {
        machine_charge(m, BY_ENTRY, clocks[3] + (type == 5) + m->params.task_switch);
        return;
    }
    parameters = words[1] & 31;
    m->code_base = gate_base(m, (uint16_t)(words[0] >> 16));
    level = gate_descriptor(m, (uint16_t)(words[0] >> 16), code) ? code[1] >> 13 & 3 : 0;
    if (level >= m->cpl || !clocks[2]) {
        machine_charge(m, BY_ENTRY, clocks[1]);
        return;
    }
    machine_level(m, (uint8_t)level);
    m->count[KERNEL_ENTRIES]++;
    machine_charge(m, BY_ENTRY, parameters ? 77 + 4 * parameters : clocks[2]);
}

static void
load_table(struct machine *m, const struct pass *pass, uint32_t *base, uint32_t *limit)
{
    uint32_t low, high;

    if (!memory_read(m, pass->first, &low) || !memory_read(m, pass->first + 4, &high))
        return;
    *limit = low & 0xffff;
    *base = low >> 16 | high << 16;
}

/* LTR and LLDT: the descriptor that was read last names the base. */
static void
load_system_segment(const struct insn *in, const struct pass *pass, uint32_t *base)
{
    unsigned at = in->modrm < 0xc0 ? 1 : 0;

    if (pass->values < at + 2)
        return;
    *base = pass->value[at] >> 16 | (pass->value[at + 1] & 0xff) << 16 |
            (pass->value[at + 1] & 0xff000000);
}

/* The address of INVLPG is seen when it is absolute or registers are read; else the whole TLB is
 * emptied. */
static void
invalidate(struct machine *m, const struct insn *in, const struct pass *pass)
{
    m->count[INVLPGS]++;
    if (pass->operand_known)
        tlb_drop(&m->tlb, pass->operand);
    else if (in->address)
        tlb_flush(&m->tlb);
    else
        tlb_drop(&m->tlb, in->target);
}

static void
retire_special(struct machine *m, struct insn *in, const struct pass *pass)
{
    switch (in->form->kind) {
    case KIND_REP:
    case KIND_REPIO:
        retire_rep(m, in, pass);
        break;
    case KIND_IO:
        machine_charge(m, BY_IO, in->form->clocks[m->cpl > m->iopl]);
        break;
    case KIND_IRET:
        retire_iret(m, in, pass);
        break;
    case KIND_RETF:
        retire_retf(m, in, pass);
        break;
    case KIND_FARJMP:
    case KIND_FARJMPI:
    case KIND_FARCALL:
    case KIND_FARCALLI:
        retire_far(m, in, pass);
        break;
    case KIND_INT:
        gate_enter(m, in->vector, ENTRY_SOFTWARE);
        break;
    case KIND_SREG:
        m->count[SEGMENT_LOADS]++;
        break;
    case KIND_LGDT:
        load_table(m, pass, &m->gdt, &m->gdt_limit);
        break;
    case KIND_LIDT:
        load_table(m, pass, &m->idt, &m->idt_limit);
        break;
    case KIND_LTR:
        load_system_segment(in, pass, &m->tss);
        break;
    case KIND_LLDT:
        load_system_segment(in, pass, &m->ldt);
        break;
    case KIND_CR3:
        tlb_flush(&m->tlb);
        m->count[CR3_LOADS]++;
        space_load(m);
        break;
    case KIND_CR0:
        tlb_flush(&m->tlb);
        break;
    case KIND_INVLPG:
        invalidate(m, in, pass);
        break;
    case KIND_INVD:
        cache_flush(&m->cache);
        break;
    case KIND_HLT:
        m->count[HALTS]++;
        break;
    case KIND_PRIV:
        if (in->captures)
            cost_capture(m, in, FROM_CR3);
        break;
    case KIND_POPF:
        if (m->cpl == 0 && pass->values)
            m->iopl = pass->value[0] >> 12 & 3;
        break;
    case KIND_MUL8:
    case KIND_MUL:
    case KIND_BSF:
    case KIND_BSR:
    case KIND_RCL:
    case KIND_SETCC:
    case KIND_CMPXCHG:
        data_retire(m, in, pass);
        break;
    }
}

void
cost_retire(struct machine *m, struct insn *in, const struct pass *pass, enum outcome outcome)
{
    struct insn *before = m->at;

    m->at = in;
    if (in->form->kind != KIND_PLAIN)
        retire_special(m, in, pass);
    if (outcome == ENDED_TAKEN) {
        if (in->form->kind == KIND_JCC)
            machine_charge(m, BY_BASE, in->form->clocks[1] - in->form->clocks[0]);
        if (in->form->kind == KIND_INTO) {
            machine_charge(m, BY_BASE, -(int64_t)in->clocks);
            gate_enter(m, 4, ENTRY_EXCEPTION);
        }
        m->flushed = true;
    }
    if (outcome == ENDED_INTERRUPTED && in->form->kind == KIND_JCC)
        m->count[AMBIGUOUS]++;
    m->at = before;
}
