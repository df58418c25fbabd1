/*
 * MUL, IMUL, BSF, BSR, RCL, RCR: clocks by operand.
 *
 * MUL and IMUL: 10 + max(3, number of the highest set bit of |m|, counted from 1), m being the
 * multiplier: the source operand. The formula is the manual's for the early-out multiplier and
 * gives its ranges 13-18, 13-26, 13-42. BSF, BSR: the manual prints only the range; the model goes
 * through it evenly from the first bit looked at. RCL, RCR by a count: likewise, from count 1
 * to 31.
 *
 * An immediate is seen when decoding, a memory operand when it is read. A register is not seen by
 * the oldest interface: then the middle of the range is charged, rounded up.
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
        return (in->immediate & 31) < 2 ? clocks[0] : evenly(clocks, (in->immediate & 31) - 1, 30);
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
    int32_t more;

    if (pass->values == 0)
        return;
    more = (int32_t)exact(in, pass->value[0]) - in->clocks;
    machine_charge(m, BY_BASE, more);
}
