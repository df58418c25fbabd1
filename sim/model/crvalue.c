/*
 * Following the value of MOV CR3 back through its block.
 *
 * Kernels load CR3 in a handful of ways: from memory (MOV or POP, perhaps some blocks before), from
 * an immediate, from CR3 itself to empty the TLB, perhaps with a constant added or masked to make
 * an address physical. CR0 likewise. These are recognised, backwards from the MOV; anything else is
 * CR_UNKNOWN and space.c looks for the directory by its effect.
 */
#include "crvalue.h"
#include <string.h>

enum { OP_MOV_LOAD = 0x8b, OP_MOV = 0x89, OP_POP = 0x58, OP_MOV_IMM = 0xb8, OP_LOAD_AX = 0xa1 };

struct trace {
    struct cr_value value;
    unsigned reg, control;
    bool done;
};

static uint32_t
dword(const uint8_t *bytes)
{
    return bytes[0] | (uint32_t)bytes[1] << 8 | (uint32_t)bytes[2] << 16 | (uint32_t)bytes[3] << 24;
}

static void
finish(struct trace *t, int source, uint32_t constant, unsigned load)
{
    t->value.source = source;
    t->value.constant = constant;
    t->value.load = load;
    t->done = true;
}

/* ADD, SUB, AND and OR with an immediate: folded into masks and sum. False for any other
 * arithmetic. */
static bool
fold(struct trace *t, const uint8_t *b, uint32_t immediate)
{
    unsigned op;

    if (b[0] == 0x81 || b[0] == 0x83)
        op = b[1] >> 3 & 7;
    else if (b[0] == 0x05 || b[0] == 0x0d || b[0] == 0x2d || b[0] == 0x25)
        op = b[0] >> 3;
    else
        return false;
    if (op == 0)
        t->value.add += immediate;
    else if (op == 5)
        t->value.add -= immediate;
    else if (op == 4 && t->value.add == 0)
        t->value.and_mask &= immediate;
    else if (op == 1 && t->value.add == 0)
        t->value.or_mask |= immediate & t->value.and_mask;
    else
        return false;
    return true;
}

/* One instruction further back, which writes the register that is looked for. */
static void
step(struct trace *t, const struct insn *in, unsigned index, const uint8_t *b)
{
    unsigned reg = in->modrm >> 3 & 7, rm = in->modrm & 7;

    if (b[0] == OP_MOV_LOAD && in->modrm < 0xc0 && reg == t->reg)
        finish(t, CR_LOADED, 0, index);
    else if (b[0] == OP_LOAD_AX && t->reg == 0)
        finish(t, CR_LOADED, 0, index);
    else if (b[0] == OP_POP + t->reg)
        finish(t, CR_LOADED, 0, index);
    else if (b[0] == OP_MOV_IMM + t->reg)
        finish(t, CR_CONSTANT, dword(b + 1), index);
    else if (b[0] == 0x0f && b[1] == 0x20 && reg == t->control && rm == t->reg)
        finish(t, CR_SAME, 0, index);
    else if (b[0] == OP_MOV && in->modrm >= 0xc0 && rm == t->reg)
        t->reg = reg;
    else if (b[0] == OP_MOV_LOAD && in->modrm >= 0xc0 && reg == t->reg)
        t->reg = rm;
    else if (!fold(t, b, in->immediate))
        finish(t, CR_UNKNOWN, 0, index);
}

struct cr_value
crvalue_trace(const struct insn *insns, unsigned at, const uint8_t *const *bytes)
{
    struct trace t = {.value = {.and_mask = 0xffffffff},
                      .reg = insns[at].modrm & 7,
                      .control = insns[at].modrm >> 3 & 7};

    for (unsigned i = at; i-- > 0 && !t.done;)
        if (insns[i].form && (insns[i].writes >> t.reg & 1))
            step(&t, &insns[i], i, bytes[i]);
    if (!t.done) {
        t.value.source = CR_REGISTER;
        t.value.reg = t.reg;
    }
    return t.value;
}
