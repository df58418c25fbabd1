/* The memory accesses of one instruction: which are its own, and what they show of it. */
#include "cost.h"
#include "operand.h"

void
cost_capture(struct machine *m, const struct insn *in, uint32_t from)
{
    m->loaded |= in->captures;
    m->loaded_from[__builtin_ctz(in->captures)] = from;
}

/*
 * Of IRET only the pops are its own: 7.2 reports the table reads of an interrupt that follows as
 * accesses of it. Of INS only the second of its two stores to a place: QEMU tries first whether it
 * can store.
 */
static bool
own_access(const struct insn *in, const struct pass *pass, const struct access *access)
{
    if (access->store && !in->form->stores && !in->form->varies)
        return false;
    if (access->store && pass->stores &&
        (in->form->kind == KIND_IO || in->form->kind == KIND_REPIO))
        return access->linear != pass->last;
    if (in->form->kind != KIND_IRET)
        return true;
    if (access->store || pass->loads >= 5)
        return false;
    return pass->loads == 0 || access->linear == pass->first + 4 * pass->loads;
}

static void
track_stack(struct machine *m, const struct insn *in, const struct access *access)
{
    if (!(in->form->uses & REG_SP))
        return;
    m->esp = access->store ? access->linear : access->linear + access->size;
}

/* How far into the instruction its present access lies: several stores are spread over its clocks.
 */
static uint32_t
lead_of(const struct insn *in, const struct pass *pass)
{
    const uint16_t *clocks = in->form->clocks;
    uint32_t each = in->form->loads + in->form->stores;

    if (in->form->kind == KIND_REP || in->form->kind == KIND_REPIO)
        return clocks[2] + clocks[3] * ((pass->loads + pass->stores - 1) / each);
    if (pass->stores > 1)
        return in->clocks * (pass->stores - 1) /
               (in->form->stores > 1 ? in->form->stores : pass->stores);
    return 0;
}

bool
cost_access(struct machine *m, struct insn *in, struct pass *pass, const struct access *access)
{
    uint32_t value = 0;

    if (!in->form || !own_access(in, pass, access))
        return false;
    if (pass->loads + pass->stores == 0)
        pass->first = access->linear;
    if (access->store)
        pass->stores++;
    else
        pass->loads++;
    pass->last = access->linear;
    track_stack(m, in, access);
    m->lead = pass->stores > 1 ? lead_of(in, pass) : 0;
    memory_data(m, access, in);
    m->lead = 0;
    if (access->store && in->wants == WANT_RESULT)
        operand_stored(m, pass, access->linear);
    if (in->captures && !access->store && access->size == 4)
        cost_capture(m, in, m->last_pa);
    if (!access->store && in->form->kind != KIND_PLAIN && pass->values < 5 &&
        memory_read(m, access->linear, &value))
        pass->value[pass->values++] = access->size == 2   ? value & 0xffff
                                      : access->size == 1 ? value & 0xff
                                                          : value;
    return true;
}
