/*
 * From QEMU's translation blocks to ours: decoded once, found again when QEMU translates the same
 * code anew (after its translation cache was emptied, or when virtual time cuts a block short).
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "../model/crvalue.h"
#include "../model/operand.h"
#include "../report/elf.h"
#include "../report/labels.h"
#include "engine.h"
#include "guest.h"
#include "registers.h"
#include "traits.h"

enum { CHAINS = 16384, MAX_BYTES = 16 };

static struct block *chains[CHAINS];
static bool running; /* the kernel's entry was reached */

/* One block while it is being made. */
struct draft {
    unsigned count;
    uint8_t (*bytes)[MAX_BYTES];
    uint8_t *size;
    uint32_t *pc, *pa;
};

static void *
allocate(size_t count, size_t size)
{
    void *memory = calloc(count ? count : 1, size);

    if (!memory) {
        fprintf(stderr, "l486sim: out of memory\n");
        exit(1);
    }
    return memory;
}

static uint64_t
hash_of(const struct draft *d)
{
    uint64_t hash = 1469598103934665603u;

    for (unsigned i = 0; i < d->count; i++) {
        hash = (hash ^ d->pc[i]) * 1099511628211u;
        hash = (hash ^ d->pa[i]) * 1099511628211u;
        for (unsigned n = 0; n < d->size[i]; n++)
            hash = (hash ^ d->bytes[i][n]) * 1099511628211u;
    }
    return hash ^ d->count;
}

/* How the block's last instruction lets it end quickly (fast.c). */
static void
find_quick_end(struct block *b)
{
    const struct insn *last = &b->insn[b->count - 1];

    b->after = last->pc + last->length;
    b->last_store = -1;
    for (unsigned i = 0; i < b->count; i++)
        if (trait_stores(&b->insn[i]))
            b->last_store = (int)i;
    if (!last->form)
        return;
    switch (last->form->kind) {
    case KIND_PLAIN:
        b->quick = QUICK_PLAIN;
        break;
    case KIND_JMP:
    case KIND_CALL:
        b->quick = QUICK_JUMP;
        break;
    case KIND_RET:
        b->quick = QUICK_RETURN;
        break;
    case KIND_JCC:
        b->quick = QUICK_BRANCH;
        b->taken_more = last->form->clocks[1] - last->form->clocks[0];
        break;
    }
}

static void
decode_one(struct block *b, const struct draft *d, unsigned i)
{
    struct insn *in = &b->insn[i];

    insn_decode(in, d->bytes[i], d->size[i], d->pc[i], &machine.params);
    if (in->length != d->size[i] && !in->truncated)
        in->form = NULL;
    in->length = d->size[i];
    cost_prepare(in);
    in->pa = d->pa[i];
    in->pa_end = in->pa + in->length - 1;
    in->index = i;
    in->block = b;
    if (machine.params.registers)
        in->wants = (uint8_t)operand_wanted(in);
    in->watched = in->wants || trait_watched(in);
    in->memory = in->memory && in->form;
    if (i > 0 && (b->insn[i - 1].writes & in->address))
        in->stall = (uint16_t)machine.params.agi;
}

static void
make_lists(struct block *b)
{
    uint32_t line = ~0u;

    for (unsigned i = 0; i < b->count; i++) {
        const struct insn *in = &b->insn[i];
        uint32_t first = in->pc / LINE, last = (in->pc + in->length - 1) / LINE;

        if (i == 0 || first != line || first != last)
            b->fetches[b->fetch_count++] = (uint16_t)i;
        line = last;
        if (trait_special(in))
            b->specials[b->special_count++] = (uint16_t)i;
        b->clocks_before[i + 1] = b->clocks_before[i] + in->clocks;
        b->rules_before[i + 1] = b->rules_before[i] + in->rules + in->stall;
    }
}

/* Code that reaches into the next page may go on in another frame, which the next instruction
 * shows. */
static void
fix_page_crossings(struct block *b)
{
    for (unsigned i = 0; i + 1 < b->count; i++) {
        struct insn *in = &b->insn[i];
        uint32_t next = in->pc + in->length;

        if (b->insn[i + 1].pc == next && ((in->pc ^ next) & ~(uint32_t)(PAGE - 1)))
            in->pa_end = b->insn[i + 1].pa - 1;
    }
}

static void
find_labels(struct block *b, const struct draft *d)
{
    for (unsigned i = 0; i < b->count; i++)
        b->insn[i].label = label_at(d->pc[i], d->bytes[i], d->size[i]);
}

static void
find_control(struct block *b, const struct draft *d)
{
    const uint8_t **bytes;

    b->cr3_load = -1;
    for (unsigned i = 0; i < b->count; i++) {
        if (!b->insn[i].form ||
            (b->insn[i].form->kind != KIND_CR3 && b->insn[i].form->kind != KIND_CR0))
            continue;
        bytes = allocate(b->count, sizeof *bytes);
        for (unsigned n = 0; n < b->count; n++)
            bytes[n] = d->bytes[n];
        b->cr = allocate(1, sizeof *b->cr);
        *b->cr = crvalue_trace(b->insn, i, bytes);
        b->cr_at = i;
        if (b->cr->source == CR_LOADED && b->insn[i].form->kind == KIND_CR3)
            b->cr3_load = (int)b->cr->load;
        free(bytes);
    }
}

/*
 * For each register the last instruction of the block that writes it: is it a plain load (MOV or
 * POP), or does it copy CR3? A MOV CR3 some blocks later may want to know where the value came
 * from.
 */
static void
find_captures(struct block *b, const struct draft *d)
{
    uint8_t seen = 0;

    for (unsigned i = b->count; i-- > 0;) {
        struct insn *in = &b->insn[i];
        uint8_t opcode = d->bytes[i][0];
        bool load = (opcode == 0x8b && in->modrm < 0xc0) || opcode == 0xa1 ||
                    (opcode >= 0x58 && opcode <= 0x5f) ||
                    (opcode == 0x0f && d->bytes[i][1] == 0x20 && (in->modrm >> 3 & 7) == 3);

        if (in->form && load && !(seen & in->writes))
            in->captures = in->writes;
        else
            b->computes |= in->writes & (uint8_t)~seen;
        seen |= in->writes;
    }
}

void
block_cr3(struct block *block, uint32_t linear)
{
    uint32_t value;

    if (!memory_read(&machine, linear, &value))
        return;
    machine.cr3_next = ((value & block->cr->and_mask) | block->cr->or_mask) + block->cr->add;
    machine.cr3_next_known = true;
}

static struct block *
make_block(const struct draft *d, uint64_t hash)
{
    struct block *b = allocate(1, sizeof *b);
    uint32_t linked;

    b->pc = d->pc[0];
    b->count = d->count;
    b->hash = hash;
    b->insn = allocate(d->count, sizeof *b->insn);
    b->clocks_before = allocate(d->count + 1, sizeof *b->clocks_before);
    b->rules_before = allocate(d->count + 1, sizeof *b->rules_before);
    b->fetches = allocate(d->count, sizeof *b->fetches);
    b->specials = allocate(d->count, sizeof *b->specials);
    for (unsigned i = 0; i < d->count; i++)
        decode_one(b, d, i);
    if (b->count > 1 && b->insn[b->count - 1].truncated)
        b->count--; /* QEMU gave it up at the end of a page: it begins the next block */
    make_lists(b);
    find_quick_end(b);
    fix_page_crossings(b);
    find_labels(b, d);
    find_control(b, d);
    find_captures(b, d);
    b->program = elf_program(d->pc[0], d->bytes[0], d->size[0], &linked);
    b->moved = linked - b->pc;
    return b;
}

static void
read_draft(struct draft *d, struct qemu_plugin_tb *tb)
{
    d->count = (unsigned)qemu_plugin_tb_n_insns(tb);
    d->bytes = allocate(d->count, MAX_BYTES);
    d->size = allocate(d->count, 1);
    d->pc = allocate(d->count, sizeof *d->pc);
    d->pa = allocate(d->count, sizeof *d->pa);
    for (unsigned i = 0; i < d->count; i++) {
        struct qemu_plugin_insn *handle = qemu_plugin_tb_get_insn(tb, i);

        d->size[i] = (uint8_t)api_insn_bytes(handle, d->bytes[i], MAX_BYTES);
        d->pc[i] = (uint32_t)qemu_plugin_insn_vaddr(handle);
        if (!guest_physical(qemu_plugin_insn_haddr(handle), &d->pa[i]))
            d->pa[i] = i ? d->pa[i - 1] + d->size[i - 1] : d->pc[i];
    }
}

static void
free_draft(struct draft *d)
{
    free(d->bytes);
    free(d->size);
    free(d->pc);
    free(d->pa);
}

/* Is this block the kernel's entry? Then memory can be found: paging is still off. */
static bool
reached_entry(struct qemu_plugin_tb *tb)
{
    struct qemu_plugin_insn *first = qemu_plugin_tb_get_insn(tb, 0);
    uint32_t pc = (uint32_t)qemu_plugin_tb_vaddr(tb);
    uint8_t bytes[MAX_BYTES];
    size_t size = api_insn_bytes(first, bytes, sizeof bytes);

    if (!elf_is_entry(pc, bytes, (unsigned)size))
        return false;
    if (!guest_find(qemu_plugin_insn_haddr(first), pc))
        fprintf(
            stderr,
            "l486sim: this QEMU doesn't tell where guest memory lies: no page walks, no tables\n");
    else
        guest_attach(&machine);
    registers_attach(&machine);
    return true;
}

struct block *
block_translate(struct qemu_plugin_tb *tb)
{
    struct draft d;
    struct block *b;
    uint64_t hash;

    if (!running)
        running = reached_entry(tb);
    if (!running)
        return NULL;
    read_draft(&d, tb);
    hash = hash_of(&d);
    for (b = chains[hash % CHAINS]; b && b->hash != hash; b = b->next)
        ;
    if (!b) {
        b = make_block(&d, hash);
        b->next = chains[hash % CHAINS];
        chains[hash % CHAINS] = b;
    }
    free_draft(&d);
    return b;
}

void
block_each(void (*each)(struct block *, void *), void *user)
{
    for (unsigned i = 0; i < CHAINS; i++)
        for (struct block *b = chains[i]; b; b = b->next)
            each(b, user);
}
