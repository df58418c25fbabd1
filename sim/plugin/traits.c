/* What both sides of a block have to know of an instruction: by kind, without running it. */
#include "traits.h"

bool
trait_watched(const struct insn *in)
{
    if (!in->form || in->form->varies || (in->form->loads && in->form->stores) ||
        in->form->loads > 1)
        return true;
    switch (in->form->kind) {
    case KIND_DIV:
    case KIND_BOUND:
    case KIND_X87:
    case KIND_PRIV:
    case KIND_IO:
    case KIND_SREG:
    case KIND_DESC:
    case KIND_LGDT:
    case KIND_LIDT:
    case KIND_LLDT:
    case KIND_LTR:
    case KIND_CR0:
    case KIND_CR3:
    case KIND_INVLPG:
    case KIND_INVD:
    case KIND_POPF:
    case KIND_HLT:
    case KIND_INTO:
        return true;
    default:
        return false;
    }
}

bool
trait_special(const struct insn *in)
{
    if (!in->form || in->wants)
        return true;
    switch (in->form->kind) {
    case KIND_PLAIN:
    case KIND_JCC:
    case KIND_JMP:
    case KIND_JMPI:
    case KIND_CALL:
    case KIND_CALLI:
    case KIND_RET:
    case KIND_SETCC:
    case KIND_CMPXCHG:
    case KIND_MULI:
    case KIND_DIV:
    case KIND_RCL:
    case KIND_RCLI:
    case KIND_ENTER:
    case KIND_X87:
    case KIND_BOUND:
    case KIND_DESC:
        return false;
    default:
        return true;
    }
}

bool
trait_stores(const struct insn *in)
{
    return in->form && (in->form->stores || (in->form->varies && (in->form->kind == KIND_ENTER ||
                                                                  in->form->kind == KIND_X87 ||
                                                                  in->form->kind == KIND_PLAIN)));
}

bool
trait_plain_end(const struct insn *last, uint32_t next, enum outcome *outcome)
{
    uint32_t after = last->pc + last->length;

    if (!last->form)
        return false;
    if (last->form->kind == KIND_PLAIN && next == after)
        *outcome = ENDED_NEXT;
    else if (last->form->kind == KIND_JCC && (next == after || next == last->target))
        *outcome = next == after ? ENDED_NEXT : ENDED_TAKEN;
    else if ((last->form->kind == KIND_JMP || last->form->kind == KIND_CALL) &&
             next == last->target)
        *outcome = ENDED_TAKEN;
    else
        return false;
    return true;
}

bool
trait_needs_call(const struct block *b, unsigned i)
{
    return b->insn[i].label >= 0 || b->insn[i].watched || b->insn[i - 1].watched;
}
