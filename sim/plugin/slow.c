/*
 * The slow engine: one call for each instruction. It is the oracle that the fast engine is held
 * against.
 *
 * QEMU calls before an instruction runs, so an instruction stays pending until the next call shows
 * how it ended.
 */
#include <string.h>
#include "engine.h"
#include "../model/operand.h"
#include "../report/labels.h"
#include "registers.h"

static struct insn *pending;
static struct pass pass;
static uint32_t stall; /* of the pending instruction: its dependence on the one before */
static uint64_t started;

static void
retire_pending(enum outcome outcome, int vector, uint32_t next)
{
    if (outcome != ENDED_FAULTED)
        engine_charge_static(pending, stall);
    if (!pending->captures)
        machine.loaded &= (uint8_t)~pending->writes;
    engine_end(pending, &pass, outcome, vector, next);
    if (trace_on)
        trace_insn(pending,
                   outcome == ENDED_FAULTED       ? "fault"
                   : outcome == ENDED_INTERRUPTED ? "interrupt"
                                                  : "",
                   machine.now - started);
}

/* True when the call is not the beginning of a new instruction. */
static bool
settle(struct insn *in)
{
    enum outcome outcome;
    int vector;

    if (!pending)
        return false;
    outcome = cost_judge(&machine, pending, &pass, in->pc, &vector);
    if (outcome == ENDED_REPEATING)
        return true;
    if (outcome == ENDED_AGAIN) {
        memset(&pass, 0, sizeof pass);
        return true;
    }
    retire_pending(outcome, vector, in->pc);
    return false;
}

static void
on_insn(unsigned vcpu, void *user)
{
    struct insn *in = user;

    (void)vcpu;
    if (pending)
        operand_after(&machine, pending, &pass);
    if (settle(in)) {
        operand_before(&machine, in, &pass);
        return;
    }
    if (in->label >= 0)
        label_hit(in->label);
    if (machine.buffers)
        machine.buffers->running = in->block->program;
    pending = in;
    started = machine.now;
    memset(&pass, 0, sizeof pass);
    operand_before(&machine, in, &pass);
    stall = machine.written & in->address ? machine.params.agi : 0;
    machine.at = in;
    memory_fetch(&machine, in);
    machine.at = NULL;
}

static void
on_memory(unsigned vcpu, qemu_plugin_meminfo_t info, uint64_t vaddr, void *user)
{
    struct insn *in = user;
    struct access access = engine_access(info, vaddr);

    (void)vcpu;
    if (!pending || in->pc != pending->pc)
        return;
    machine.at = pending;
    cost_access(&machine, pending, &pass, &access);
    machine.at = NULL;
    if (in->block->cr3_load == (int)in->index && !access.store)
        block_cr3(in->block, access.linear);
}

static void
instrument(struct block *block, struct qemu_plugin_tb *tb)
{
    for (unsigned i = 0; i < block->count; i++) {
        struct qemu_plugin_insn *handle = qemu_plugin_tb_get_insn(tb, i);

        qemu_plugin_register_vcpu_insn_exec_cb(handle, on_insn, registers_flag(), &block->insn[i]);
        if (block->insn[i].memory)
            qemu_plugin_register_vcpu_mem_cb(handle, on_memory, PLUGIN_NO_REGISTERS,
                                             PLUGIN_MEMORY_BOTH, &block->insn[i]);
    }
}

static void
finish(void)
{
    if (pending)
        retire_pending(ENDED_NEXT, -1, 0);
    pending = NULL;
}

const struct engine slow_engine = {"slow", instrument, finish};
