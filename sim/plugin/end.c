/* The end of an instruction, as both engines see it. */
#include "../model/crvalue.h"
#include "engine.h"
#include "../model/gate.h"

void
engine_charge_static(struct insn *in, uint32_t stall)
{
	machine.count[INSTRUCTIONS]++;
	if (machine.cpl == 0)
		machine.count[KERNEL_INSTRUCTIONS]++;
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
	if (in->form && (in->form->kind == KIND_REP || in->form->kind == KIND_REPIO) && pass->loads + pass->stores > 0)
		cost_retire(&machine, in, pass, ENDED_NEXT);
}

/* MOV CR3 of a constant or of CR3 itself: the value needs no load. */
static void
ready_cr3(const struct insn *in)
{
	const struct cr_value *cr = in->block->cr;

	if (!in->form || in->form->kind != KIND_CR3 || !cr)
		return;
	if (cr->source == CR_CONSTANT)
		machine.cr3_next = (cr->constant & cr->and_mask) + cr->add;
	else if (cr->source == CR_SAME)
		machine.cr3_next = (machine.cr3 & cr->and_mask) + cr->add;
	else
		return;
	machine.cr3_next_known = cr->source == CR_CONSTANT || machine.cr3_known;
}

/* What retiring adds to the static clocks, and what comes after it. */
void
engine_end(struct insn *in, struct pass *pass, enum outcome outcome, int vector, uint32_t next)
{
	struct insn *before = machine.at;

	machine.at = in;
	ready_cr3(in);
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
