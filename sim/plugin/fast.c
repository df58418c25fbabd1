/*
 * The fast engine: one call for each block, one for each memory access, and a few others.
 *
 * A block's sums are made when it is translated. While it runs, three positions follow it:
 *
 *     insn[0 .. done)      retired and charged
 *     insn[.. fetched)     their code lines were fetched
 *     insn[at]             the one whose accesses are collected in `pass`
 *
 * They move only when something can be observed: an access (all before it has retired), a label,
 * the next block. So every line of code and every word of data passes through TLB and cache in the
 * same order as in the slow engine.
 */
#include <string.h>
#include "engine.h"
#include "../model/operand.h"
#include "../report/labels.h"
#include "registers.h"
#include "traits.h"

static struct block *block;
static unsigned done;
static unsigned next_fetch, next_special; /* positions in the block's lists */
static unsigned at;
static struct pass pass;
static uint32_t first_rules; /* of insn[0]: dependence on the block before */
static unsigned cut;         /* QEMU left the block after this many instructions; 0: it did not */

static void
fetch_through(unsigned last)
{
    while (next_fetch < block->fetch_count && block->fetches[next_fetch] <= last) {
        struct insn *in = &block->insn[block->fetches[next_fetch++]];

        machine.at = in;
        memory_fetch(&machine, in);
    }
    machine.at = NULL;
}

/* Charges insn[done .. end) by the block's sums. */
static void
charge_sums(unsigned end)
{
    uint64_t clocks = block->clocks_before[end] - block->clocks_before[done];
    uint64_t rules = block->rules_before[end] - block->rules_before[done];

    if (first_rules) {
        rules += first_rules;
        block->insn[0].extra += first_rules;
        first_rules = 0;
    }
    machine.count[BY_RULES] += rules;
    machine.count[INSTRUCTIONS] += end - done;
    machine.now += clocks + rules;
    machine.written = block->insn[end - 1].writes;
    done = end;
}

static struct pass *
pass_of(unsigned index)
{
    if (at != index) {
        at = index;
        memset(&pass, 0, sizeof pass);
    }
    return &pass;
}

/* Everything before insn[end] has retired in the plain way. */
static void
advance(unsigned end)
{
    while (done < end) {
        unsigned special =
            next_special < block->special_count ? block->specials[next_special] : end;

        if (special >= end) {
            fetch_through(end - 1);
            charge_sums(end);
            return;
        }
        fetch_through(special);
        next_special++;
        charge_sums(special + 1);
        engine_end(&block->insn[special], pass_of(special), ENDED_NEXT, -1, 0);
    }
}

/* insn[index] has ended the run of this block in some particular way. */
static void
end_at(unsigned index, enum outcome outcome, int vector, uint32_t next)
{
    advance(index);
    fetch_through(index);
    if (outcome != ENDED_FAULTED)
        charge_sums(index + 1);
    engine_end(&block->insn[index], pass_of(index), outcome, vector, next);
}

/*
 * Did QEMU leave the block before insn[n]? It does so after an access to a device, and when a store
 * hits the block itself: then the store is run again in a block of its own.
 */
static int
cut_before(uint32_t next)
{
    if (cut && cut < block->count)
        return (int)cut;
    for (unsigned i = done; i < block->count; i++)
        if (block->insn[i].pc == next)
            return trait_stores(&block->insn[i]) && !(at == i && pass.stores) ? (int)i : -1;
    return -1;
}

/* The first instruction that can have raised an exception, the earlier ones having no way to. */
static unsigned
faulting(void)
{
    unsigned i = done;

    if (at == i && i < block->count - 1 && block->insn[i].form && !block->insn[i].watched &&
        pass.loads >= block->insn[i].form->loads && pass.stores >= block->insn[i].form->stores &&
        pass.loads + pass.stores > 0)
        i++;
    while (i < block->count - 1 && block->insn[i].form && !block->insn[i].memory &&
           !block->insn[i].watched)
        i++;
    return i;
}

static void
settle_exception(enum outcome outcome, int vector, uint32_t next)
{
    unsigned index = faulting();

    if (index < block->count - 1)
        outcome = cost_judge(&machine, &block->insn[index], pass_of(index), next, &vector);
    engine_count_part(block, outcome == ENDED_FAULTED ? index : index + 1);
    end_at(index, outcome, vector, next);
}

/* Has every store of the block been made? Until then the next address may mean that the block was
 * left early. */
static bool
stores_made(void)
{
    return block->last_store < (int)done || ((int)at == block->last_store && pass.stores > 0);
}

/*
 * The way that almost every block ends: it ran through, and its last instruction, one of the
 * frequent kinds, explains the next address. Does all that settle() would do.
 */
static bool
settle_quickly(uint32_t next)
{
    unsigned last = block->count - 1;
    const struct insn *in = &block->insn[last];
    bool taken = next != block->after;

    if (!block->quick || cut || next_special < block->special_count || !stores_made())
        return false;
    if (block->quick == QUICK_RETURN) {
        if (at != last || pass.values == 0 || pass.value[0] + machine.code_base != next)
            return false;
        taken = true;
    } else if (taken ? next != in->target || block->quick == QUICK_PLAIN
                     : block->quick == QUICK_JUMP)
        return false;
    if (next_fetch < block->fetch_count)
        fetch_through(last);
    charge_sums(block->count);
    block->runs++;
    machine.loaded &= (uint8_t)~block->computes;
    if (taken) {
        machine.flushed = true;
        if (block->taken_more) {
            machine.now += block->taken_more;
            block->insn[last].extra += block->taken_more;
        }
    }
    return true;
}

enum settled { NEW_BLOCK, SAME_PLACE, GOES_ON };

static enum settled
settle(uint32_t next)
{
    unsigned last = block->count - 1;
    enum outcome outcome;
    int vector = -1, cut_at = -1;

    if (cut || next - block->pc < block->insn[last].pc + block->insn[last].length - block->pc)
        cut_at = cut_before(next);
    if (cut_at >= 0) {
        bool again = !cut;

        engine_count_part(block, (unsigned)cut_at);
        advance((unsigned)cut_at);
        if (again)
            return SAME_PLACE;
        if (block->insn[cut_at].pc == next)
            return NEW_BLOCK;
    }
    if (!trait_plain_end(&block->insn[last], next, &outcome)) {
        outcome = cost_judge(&machine, &block->insn[last], at == last ? &pass : &(struct pass){0},
                             next, &vector);
        if (outcome == ENDED_REPEATING)
            return GOES_ON;
    }
    if (outcome == ENDED_FAULTED || outcome == ENDED_FETCH_FAULT) {
        settle_exception(outcome, vector, next);
        return NEW_BLOCK;
    }
    if (outcome == ENDED_AGAIN) {
        engine_count_part(block, last);
        advance(last);
        return SAME_PLACE;
    }
    block->runs++;
    machine.loaded &= (uint8_t)~block->computes;
    end_at(last, outcome, vector, next);
    return NEW_BLOCK;
}

/* The instruction reached last has run. */
static void
ask_after(void)
{
    if (block && at < block->count && block->insn[at].wants == WANT_RESULT)
        operand_after(&machine, &block->insn[at], &pass);
}

static void
ask_before(const struct insn *in)
{
    if (in->wants)
        operand_before(&machine, in, pass_of(in->index));
}

static void
on_block(unsigned vcpu, void *user)
{
    struct block *entered = user;
    enum settled settled;

    (void)vcpu;
    ask_after();
    settled = !block || settle_quickly(entered->pc) ? NEW_BLOCK : settle(entered->pc);
    if (settled == GOES_ON)
        return;
    block = entered;
    done = next_fetch = next_special = cut = 0;
    at = ~0u;
    if (machine.buffers)
        machine.buffers->running = block->program;
    if (settled == NEW_BLOCK && block->insn[0].label >= 0)
        label_hit(block->insn[0].label);
    first_rules = machine.written & block->insn[0].address ? machine.params.agi : 0;
    ask_before(&block->insn[0]);
}

/* All before this instruction has retired. */
static void
on_reached(unsigned vcpu, void *user)
{
    struct insn *in = user;

    (void)vcpu;
    if (in->block != block)
        return;
    ask_after();
    advance(in->index);
    if (in->label >= 0 && in->index > 0)
        label_hit(in->label);
    ask_before(in);
}

/* The place in the running block of an instruction that another translation of it reports. */
static int
place_of(const struct insn *in)
{
    if (in->block == block)
        return (int)in->index;
    for (unsigned i = done; i < block->count; i++)
        if (block->insn[i].pc == in->pc) {
            if (i < block->count - 1)
                cut = i + 1;
            return (int)i;
        }
    return -1;
}

/* Loads and stores alike: QEMU 7.2 can't be asked for one of them (it then gives the other). */
static void
on_memory(unsigned vcpu, qemu_plugin_meminfo_t info, uint64_t vaddr, void *user)
{
    struct insn *in = user;
    struct access access = engine_access(info, vaddr);
    int place = in->block == block ? (int)in->index : block ? place_of(in) : -1;

    (void)vcpu;
    if (place < (int)done || place < 0)
        return;
    if (done < (unsigned)place)
        advance((unsigned)place);
    if (next_fetch < block->fetch_count)
        fetch_through((unsigned)place);
    machine.at = &block->insn[place];
    cost_access(&machine, &block->insn[place], pass_of((unsigned)place), &access);
    machine.at = NULL;
    if (in->block->cr3_load == (int)in->index && !access.store)
        block_cr3(in->block, access.linear);
}

static void
instrument(struct block *b, struct qemu_plugin_tb *tb)
{
    qemu_plugin_register_vcpu_tb_exec_cb(tb, on_block, registers_flag(), b);
    for (unsigned i = 0; i < b->count; i++) {
        struct qemu_plugin_insn *handle = qemu_plugin_tb_get_insn(tb, i);

        if (i > 0 && trait_needs_call(b, i))
            qemu_plugin_register_vcpu_insn_exec_cb(handle, on_reached, registers_flag(),
                                                   &b->insn[i]);
        if (b->insn[i].memory)
            qemu_plugin_register_vcpu_mem_cb(handle, on_memory, PLUGIN_NO_REGISTERS,
                                             PLUGIN_MEMORY_BOTH, &b->insn[i]);
    }
}

/* QEMU ends between two blocks, or in the middle of one when a write to a port told it to. */
static void
finish(void)
{
    unsigned last;

    if (!block)
        return;
    last = block->count - 1;
    if (done <= last && block->insn[done].form && block->insn[done].form->kind == KIND_IO)
        last = done;
    engine_count_part(block, last + 1);
    end_at(last, ENDED_NEXT, -1, 0);
    block = NULL;
}

const struct engine fast_engine = {"fast", instrument, finish};
