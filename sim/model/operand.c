/*
 * Which register tells an instruction's clocks, and what is made of it.
 *
 * SETcc depends on the flags. QEMU keeps those unfinished while code runs, and what its interface
 * shows of them is not their value. So the result is read instead, when the next instruction
 * begins: an interrupt between the two leaves the register as it is.
 */
#include "operand.h"
#include "gate.h"

enum { EAX = 0, ECX = 1 };

static bool
in_register(const struct insn *in)
{
    return in->modrm >= 0xc0;
}

enum wanted
operand_wanted(const struct insn *in)
{
    if (!in->form)
        return WANT_NOTHING;
    switch (in->form->kind) {
    case KIND_MUL8:
    case KIND_MUL:
    case KIND_BSF:
    case KIND_BSR:
        return in_register(in) ? WANT_VALUE : WANT_NOTHING;
    case KIND_RCL:
    case KIND_CMPXCHG:
        return WANT_VALUE;
    case KIND_SETCC:
        return WANT_RESULT;
    case KIND_INVLPG:
        return WANT_ADDRESS;
    default:
        return WANT_NOTHING;
    }
}

static bool
read_register(struct machine *m, unsigned number, unsigned bits, uint32_t *value)
{
    bool high = bits == 8 && number > 3;

    if (!m->reg || !m->reg(m->source, high ? number - 4 : number, value))
        return false;
    if (high)
        *value >>= 8;
    if (bits < 32)
        *value &= (1u << bits) - 1;
    return true;
}

static bool
read_value(struct machine *m, const struct insn *in, uint32_t *value)
{
    if (in->form->kind == KIND_RCL)
        return read_register(m, ECX, 8, value);
    return read_register(m, in->form->kind == KIND_CMPXCHG ? EAX : in->modrm & 7, in->bits, value);
}

/* The linear address of the memory operand. */
static bool
read_address(struct machine *m, const struct insn *in, uint32_t *address)
{
    const struct parts *parts = &in->parts;
    uint32_t base = 0, index = 0, selector;

    if (parts->base != NO_REGISTER && !read_register(m, parts->base, 32, &base))
        return false;
    if (parts->index != NO_REGISTER && !read_register(m, parts->index, 32, &index))
        return false;
    if (!read_register(m, parts->segment, 16, &selector))
        return false;
    *address = base + (index << parts->shift) + in->target;
    if (parts->narrow)
        *address &= 0xffff;
    *address += gate_base(m, (uint16_t)selector);
    return true;
}

void
operand_before(struct machine *m, const struct insn *in, struct pass *pass)
{
    if (in->wants == WANT_VALUE)
        pass->operand_known = read_value(m, in, &pass->operand);
    else if (in->wants == WANT_ADDRESS)
        pass->operand_known = read_address(m, in, &pass->operand);
}

void
operand_after(struct machine *m, const struct insn *in, struct pass *pass)
{
    if (in->wants == WANT_RESULT && in_register(in))
        pass->operand_known = read_register(m, in->modrm & 7, 8, &pass->operand);
}

void
operand_stored(struct machine *m, struct pass *pass, uint32_t linear)
{
    pass->operand_known = memory_read(m, linear, &pass->operand);
    pass->operand &= 0xff;
}
