/*
 * From bytes to an instruction form. Enter by insn_decode().
 *
 * The order is that of the encoding: prefixes, opcode, ModRM with its address, immediates. The
 * table decides what exists; this file knows only how instructions are laid out.
 */
#include "insn.h"
#include <assert.h>
#include <string.h>
#include "params.h"

#include "table.inc"

enum { PREFIX_SIZE = 1, PREFIX_ADDRESS = 2, PREFIX_LOCK = 4, PREFIX_REP = 8, PREFIX_REPNE = 16 };

/* A position in the bytes of one instruction; `short_of` says that it ran past the end. */
struct reader {
    const uint8_t *bytes;
    size_t size, at;
    bool short_of;
    unsigned prefixes; /* set of PREFIX_ */
    unsigned prefix_count;
    uint8_t segment; /* number of the segment register that a prefix names; 0: none does */
};

static uint8_t
next_byte(struct reader *r)
{
    if (r->at >= r->size) {
        r->short_of = true;
        return 0;
    }
    return r->bytes[r->at++];
}

static uint32_t
next_number(struct reader *r, unsigned bytes)
{
    uint32_t value = 0;

    for (unsigned i = 0; i < bytes; i++)
        value |= (uint32_t)next_byte(r) << (8 * i);
    return value;
}

static uint8_t
read_prefixes(struct reader *r)
{
    for (;;) {
        uint8_t byte = next_byte(r);

        switch (byte) {
        case 0x66:
            r->prefixes |= PREFIX_SIZE;
            break;
        case 0x67:
            r->prefixes |= PREFIX_ADDRESS;
            break;
        case 0xf0:
            r->prefixes |= PREFIX_LOCK;
            break;
        case 0xf3:
            r->prefixes |= PREFIX_REP;
            break;
        case 0xf2:
            r->prefixes |= PREFIX_REPNE;
            break;
        case 0x26:
        case 0x2e:
        case 0x36:
        case 0x3e:
            r->segment = (uint8_t)(SEGMENT_ES + (byte >> 3 & 3));
            break;
        case 0x64:
        case 0x65:
            r->segment = (uint8_t)(SEGMENT_ES + (byte & 7));
            break;
        default:
            return byte;
        }
        if (++r->prefix_count > 14)
            r->short_of = true;
        if (r->short_of)
            return byte;
    }
}

/* The displacement as a number: one byte is extended by its sign. */
static uint32_t
displacement(struct reader *r, unsigned bytes)
{
    uint32_t number = next_number(r, bytes);

    return bytes == 1 ? (uint32_t)(int8_t)number : number;
}

/* The two-register addresses of 16-bit code; the pairs count as base and index. */
static void
read_address16(struct reader *r, struct insn *out)
{
    static const uint8_t bases[8] = {3, 3, 5, 5, 6, 7, 5, 3}, indices[4] = {6, 7, 6, 7};
    unsigned mod = out->modrm >> 6, rm = out->modrm & 7;

    if (mod == 0 && rm == 6)
        out->displaced = 2;
    else {
        out->parts.base = bases[rm];
        if (rm < 4)
            out->parts.index = indices[rm];
        out->displaced = mod;
    }
    out->parts.narrow = true;
    out->target = displacement(r, out->displaced);
}

static void
read_address32(struct reader *r, struct insn *out)
{
    unsigned mod = out->modrm >> 6, base = out->modrm & 7;

    if (base == 4) {
        uint8_t sib = next_byte(r);

        base = sib & 7;
        if (((sib >> 3) & 7) != 4) {
            out->parts.index = (sib >> 3) & 7;
            out->parts.shift = sib >> 6;
        }
    }
    if (mod == 0 && base == 5)
        out->displaced = 4;
    else {
        out->parts.base = base;
        out->displaced = mod == 1 ? 1 : mod == 2 ? 4 : 0;
    }
    out->target = displacement(r, out->displaced);
}

static void
read_address(struct reader *r, struct insn *out)
{
    struct parts *parts = &out->parts;
    bool stack;

    if (r->prefixes & PREFIX_ADDRESS)
        read_address16(r, out);
    else
        read_address32(r, out);
    if (parts->base != NO_REGISTER)
        out->address |= 1u << parts->base;
    if (parts->index != NO_REGISTER)
        out->address |= 1u << parts->index;
    stack = parts->base == 4 || parts->base == 5;
    parts->segment = r->segment ? r->segment : stack ? SEGMENT_SS : SEGMENT_DS;
}

static bool
matches(const struct form *form, const struct reader *r, uint8_t modrm)
{
    bool memory = modrm < 0xc0;

    if (form->repeat == REPEAT_REP && !(r->prefixes & (PREFIX_REP)))
        return false;
    if (form->repeat == REPEAT_REPNE && !(r->prefixes & PREFIX_REPNE))
        return false;
    if (!form->modrm)
        return true;
    if (form->exact >= 0 && form->exact != modrm)
        return false;
    if (form->digit >= 0 && form->digit != ((modrm >> 3) & 7))
        return false;
    return form->mod == MOD_ANY || (form->mod == MOD_MEM) == memory;
}

/* The first matching row: they are sorted with the most particular first. */
static const struct form *
find_form(struct reader *r, bool two, uint8_t opcode)
{
    const uint16_t *start = two ? start_two : start_one;
    const uint16_t *candidates = two ? candidates_two : candidates_one;
    uint8_t modrm = r->at < r->size ? r->bytes[r->at] : 0;

    for (unsigned i = start[opcode]; i < start[opcode + 1]; i++)
        if (matches(&forms[candidates[i]], r, modrm))
            return &forms[candidates[i]];
    return NULL;
}

static void
read_immediates(struct reader *r, struct insn *out, unsigned wide)
{
    unsigned set = out->form->immediate;

    if (set & IMM_OFFSET) {
        next_number(r, r->prefixes & PREFIX_ADDRESS ? 2 : 4);
        out->displaced = 4;
    }
    if (set & IMM_W)
        out->immediate = next_number(r, 2);
    if (set & IMM_Z)
        out->immediate = next_number(r, wide);
    if (set & IMM_B) {
        uint32_t byte = next_byte(r);
        out->vector = (uint8_t)byte;
        if (!(set & IMM_W))
            out->immediate = (uint32_t)(int8_t)byte;
    }
    if (set & IMM_FAR) {
        out->target = next_number(r, wide);
        out->selector = (uint16_t)next_number(r, 2);
    }
    if (set & IMM_JB)
        out->immediate = (uint32_t)(int8_t)next_byte(r);
    if (set & IMM_JZ)
        out->immediate = wide == 2 ? (uint32_t)(int16_t)next_number(r, 2) : next_number(r, 4);
}

static uint8_t
registers_written(const struct insn *in)
{
    unsigned set = in->form->writes & 0xff;
    unsigned reg = (in->modrm >> 3) & 7, rm = in->modrm & 7;

    if (in->form->writes & WRITES_REG)
        set |= 1u << reg;
    if (in->form->writes & WRITES_REG8)
        set |= 1u << (reg & 3);
    if (in->modrm >= 0xc0 && (in->form->writes & WRITES_RM))
        set |= 1u << rm;
    if (in->modrm >= 0xc0 && (in->form->writes & WRITES_RM8))
        set |= 1u << (rm & 3);
    return (uint8_t)set;
}

/* The clocks of the general address rules; the dependence on the instruction before is added by the
 * engines. */
static uint16_t
address_rules(const struct insn *in, const struct reader *r, const struct params *params)
{
    unsigned prefixes = r->prefix_count, clocks = 0;
    const unsigned operands = IMM_B | IMM_W | IMM_Z;

    if (in->form->repeat != REPEAT_NONE && prefixes > 0)
        prefixes--; /* the table's clocks for REP include it */
    clocks += prefixes * params->prefix;
    if (in->parts.index != NO_REGISTER)
        clocks += params->index;
    if (in->displaced && (in->form->immediate & operands) && !(in->form->immediate & IMM_OFFSET))
        clocks += params->displacement_immediate;
    return (uint16_t)clocks;
}

static uint8_t
operand_bits(const struct reader *r, bool two, uint8_t opcode)
{
    const uint8_t cmpxchg8 = 0xb0;
    bool byte_form =
        two ? opcode == cmpxchg8
            : (opcode < 0x40 || (opcode >= 0x80 && opcode <= 0x8b) || opcode >= 0xa0) &&
                  !(opcode & 1);

    if (byte_form)
        return 8;
    return r->prefixes & PREFIX_SIZE ? 16 : 32;
}

static bool
decode_rest(struct insn *out, struct reader *r, bool two, uint8_t opcode)
{
    unsigned wide = r->prefixes & PREFIX_SIZE ? 2 : 4;

    out->form = find_form(r, two, opcode);
    if (!out->form)
        return false;
    out->address = out->form->uses;
    out->modrm = 0xff;
    if (out->form->modrm) {
        out->modrm = next_byte(r);
        if (out->modrm < 0xc0 && !(two && opcode >= 0x20 && opcode <= 0x26))
            read_address(r, out);
    }
    read_immediates(r, out, wide);
    out->bits = operand_bits(r, two, opcode);
    return !r->short_of;
}

bool
insn_decode(struct insn *out, const uint8_t *bytes, size_t size, uint32_t pc,
            const struct params *params)
{
    struct reader r = {.bytes = bytes, .size = size};
    uint8_t opcode = read_prefixes(&r);
    bool two = opcode == 0x0f;

    memset(out, 0, sizeof *out);
    out->pc = pc;
    out->label = -1;
    out->clocks = 1;
    out->parts.base = out->parts.index = NO_REGISTER;
    if (two)
        opcode = next_byte(&r);
    if (!decode_rest(out, &r, two, opcode)) {
        out->form = NULL;
        out->truncated = r.short_of;
        out->length = (uint8_t)(r.at ? r.at : 1);
        return false;
    }
    out->length = (uint8_t)r.at;
    if (out->form->immediate & (IMM_JB | IMM_JZ))
        out->target = pc + out->length + out->immediate;
    if (opcode == 0xcc && !two)
        out->vector = 3;
    out->writes = registers_written(out);
    out->rules = address_rules(out, &r, params);
    out->memory = out->form->loads || out->form->stores || out->form->varies;
    return true;
}

size_t
form_count(void)
{
    return sizeof forms / sizeof forms[0];
}

const struct form *
form_at(size_t number)
{
    assert(number < form_count() && "a form's number comes from form_count()");
    return &forms[number];
}
