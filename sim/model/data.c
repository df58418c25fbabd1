/*
 * MUL, IMUL, BSF, BSR, RCL, RCR, SETcc, CMPXCHG: clocks by operand.
 *
 * MUL and IMUL: 10 + max(3, number of the highest set bit of |m|, counted from 1), m being the
 * multiplier: the source operand. The formula is the manual's for the early-out multiplier and
 * gives its ranges 13-18, 13-26, 13-42. BSF, BSR: the manual prints only the range; the model goes
 * through it evenly from the first bit looked at. RCL, RCR by a count: likewise, from count 1
 * to 31.
 *
 * An immediate is seen when decoding, a memory operand when it is read. A register is read only
 * when parameter `registers` says so. Else a constant is charged: the middle of the range, rounded up;
 * of SETcc the larger number; of CMPXCHG that of equal operands.
 */
#include "data.h"

static uint32_t
highest(uint32_t value)
{
    uint32_t bit = 0;

    while (value) {
        bit++;
        value >>= 1;
    }
    return bit;
}

static uint16_t
multiply(uint32_t multiplier, unsigned bits, bool is_signed)
{
    uint32_t top, mask = bits == 32 ? 0xffffffff : (1u << bits) - 1;

    multiplier &= mask;
    if (is_signed && (multiplier >> (bits - 1)))
        multiplier = (0 - multiplier) & mask;
    top = highest(multiplier);
    return (uint16_t)(10 + (top < 3 ? 3 : top));
}

/* The step from the first to the last clock of a range, evenly, rounded to the nearest. */
static uint16_t
evenly(const uint16_t *range, uint32_t at, uint32_t last)
{
    return (uint16_t)(range[0] + ((range[1] - range[0]) * at + last / 2) / last);
}

static uint16_t
rotate(const uint16_t *clocks, uint32_t count)
{
    return count < 2 ? clocks[0] : evenly(clocks, count - 1, 30);
}

uint16_t
data_clocks(const struct insn *in)
{
    const uint16_t *clocks = in->form->clocks;

    switch (in->form->kind) {
    case KIND_MULI:
        return multiply(in->immediate, in->bits, true);
    case KIND_MUL:
        return (uint16_t)((clocks[0] + clocks[in->bits == 16 ? 1 : 2] + 1) / 2);
    case KIND_RCLI:
        return rotate(clocks, in->immediate & 31);
    default:
        return (uint16_t)((clocks[0] + clocks[1] + 1) / 2);
    }
}

static uint16_t
exact(const struct insn *in, uint32_t value)
{
    unsigned bits = in->bits;
    bool is_signed = !in->form->digit || in->form->digit == 5 || in->form->digit < 0;

    if (in->form->kind == KIND_MUL8 || in->form->kind == KIND_MUL)
        return multiply(value, in->form->kind == KIND_MUL8 ? 8 : bits, is_signed);
    if (value == 0)
        return in->form->clocks[0];
    if (in->form->kind == KIND_BSF)
        return evenly(in->form->clocks, highest(value & (0 - value)) - 1, bits - 1);
    return evenly(in->form->clocks, bits - highest(value), bits - 1);
}

void
data_retire(struct machine *m, const struct insn *in, const struct pass *pass)
{
    uint16_t clocks = in->clocks;
    const uint16_t *row = in->form->clocks;

    switch (in->form->kind) {
    case KIND_RCL:
        if (pass->operand_known)
            clocks = rotate(row, pass->operand & 31);
        break;
    case KIND_SETCC:
        if (pass->operand_known)
            clocks = row[pass->operand ? 0 : 1];
        break;
    case KIND_CMPXCHG:
        if (pass->operand_known && pass->values)
            clocks = row[pass->value[0] == pass->operand ? 0 : 1];
        break;
    default:
        if (pass->values || pass->operand_known)
            clocks = exact(in, pass->values ? pass->value[0] : pass->operand);
    }
    machine_charge(m, BY_BASE, (int32_t)clocks - in->clocks);
}
