/* The end of an instruction, as both engines see it. */
#include "../model/crvalue.h"
#include "engine.h"
#include "../model/gate.h"

void
engine_count_part(struct block *block, unsigned retired)
{
    for (unsigned i = 0; i < retired; i++) {
        block->insn[i].runs++;
        block->insn[i].extra += block->insn[i].stall;
    }
}

void
engine_charge_static(struct insn *in, uint32_t stall)
{
    machine.count[INSTRUCTIONS]++;
    machine_charge(&machine, BY_BASE, in->clocks);
    machine_charge(&machine, BY_RULES, in->rules + stall);
    in->extra += stall;
    machine.written = in->writes;
    in->runs++;
}

static void
strange(const struct insn *in, uint32_t next)
{
    if (machine.count[UNEXPLAINED]++ == 0) {
        machine.unexplained_at = in->pc;
        machine.unexplained_to = next;
    }
    machine.flushed = true;
}

static void
count_foreign(struct insn *in)
{
    if (machine.count[FOREIGN]++ == 0)
        machine.foreign_at = in->pc;
    machine_charge(&machine, BY_BASE, 1);
}

/* Passes of a repeated instruction that were made before a fault have cost their time. */
static void
partial_repeat(struct insn *in, struct pass *pass)
{
    if (in->form && (in->form->kind == KIND_REP || in->form->kind == KIND_REPIO) &&
        pass->loads + pass->stores > 0)
        cost_retire(&machine, in, pass, ENDED_NEXT);
}

/* The next value of a control register, as far as it can be followed. False when it can't. */
static bool
control_value(const struct cr_value *cr, uint32_t present, bool present_known, uint32_t *value)
{
    switch (cr->source) {
    case CR_CONSTANT:
        *value = cr->constant;
        break;
    case CR_SAME:
        *value = present;
        break;
    case CR_REGISTER:
        if (!(machine.loaded >> cr->reg & 1))
            return false;
        if (machine.loaded_from[cr->reg] == FROM_CR3) {
            *value = ((machine.cr3 & cr->and_mask) | cr->or_mask) + cr->add;
            return machine.cr3_known;
        }
        if (!machine.read || !machine.read(machine.source, machine.loaded_from[cr->reg], value))
            return false;
        break;
    default:
        return false;
    }
    *value = ((*value & cr->and_mask) | cr->or_mask) + cr->add;
    return cr->source != CR_SAME || present_known;
}

/*
 * MOV CR0: paging and caching. Bits set or cleared by a constant are known even when the rest
 * isn't. When nothing is known and CR3 was loaded before, paging is taken to be on.
 */
static void
load_cr0(const struct cr_value *cr)
{
    uint32_t value;

    if (control_value(cr, 0, false, &value)) {
        machine.paging = value >> 31;
        machine.caching = !(value >> 30 & 1);
        return;
    }
    if (cr->or_mask >> 31)
        machine.paging = true;
    else if (!(cr->and_mask >> 31))
        machine.paging = false;
    else if (cr->source != CR_SAME && machine.count[CR3_LOADS] > 0)
        machine.paging = true;
    if (cr->or_mask >> 30 & 1)
        machine.caching = false;
    else if (!(cr->and_mask >> 30 & 1))
        machine.caching = true;
}

static void
load_control(const struct insn *in)
{
    const struct cr_value *cr = in->block->cr;
    uint32_t value;

    if (!in->form || !cr || in->block->cr_at != in->index)
        return;
    if (in->form->kind == KIND_CR0)
        load_cr0(cr);
    else if (in->form->kind == KIND_CR3 && cr->source != CR_LOADED) {
        machine.cr3_next_known = control_value(cr, machine.cr3, machine.cr3_known, &value);
        machine.cr3_next = machine.cr3_next_known ? value : 0;
    }
}

/* What retiring adds to the static clocks, and what comes after it. */
void
engine_end(struct insn *in, struct pass *pass, enum outcome outcome, int vector, uint32_t next)
{
    struct insn *before = machine.at;

    machine.at = in;
    load_control(in);
    if (outcome == ENDED_FAULTED)
        partial_repeat(in, pass);
    else if (in->form)
        cost_retire(&machine, in, pass, outcome);
    else
        count_foreign(in);
    if (outcome == ENDED_INTERRUPTED)
        gate_enter(&machine, (unsigned)vector, vector < 32 ? ENTRY_EXCEPTION : ENTRY_HARDWARE);
    else if (outcome == ENDED_FAULTED || outcome == ENDED_FETCH_FAULT)
        gate_enter(&machine, (unsigned)vector, ENTRY_EXCEPTION);
    else if (outcome == ENDED_STRANGE)
        strange(in, next);
    machine.at = before;
}
