/*
 * Going through a gate of the IDT. QEMU does this outside of any instruction, so none of its reads
 * and pushes are reported: they are made up here from the tables that LIDT, LGDT and LTR named, in
 * the processor's order: gate, code descriptor, stack pointer from the task segment, stack
 * descriptor, pushes. The pushes are spread over the clocks of the gate, so that they don't crowd
 * the write buffers.
 */
#include "gate.h"

enum { CLOCKS_INNER = 71, CLOCKS_SAME = 44, CLOCKS_NMI = 3, CLOCKS_BOUND = 24, CLOCKS_INTO = 2 };
enum { VECTOR_NMI = 2, VECTOR_INTO = 4, VECTOR_BOUND = 5, VECTOR_PAGE_FAULT = 14 };

/* Vectors whose exception pushes an error code: 8, 10 to 14, 17. */
enum { WITH_ERROR_CODE = 1 << 8 | 0x1f << 10 | 1 << 17 };

static uint32_t
descriptor_at(struct machine *m, uint16_t selector)
{
    return (selector & 4 ? m->ldt : m->gdt) + (selector & ~7u);
}

bool
gate_descriptor(struct machine *m, uint16_t selector, uint32_t words[2])
{
    uint32_t at = descriptor_at(m, selector);

    return (m->gdt_limit != 0) && memory_read(m, at, &words[0]) &&
           memory_read(m, at + 4, &words[1]);
}

uint32_t
gate_base(struct machine *m, uint16_t selector)
{
    uint32_t words[2];

    if (!gate_descriptor(m, selector, words))
        return 0;
    return words[0] >> 16 | (words[1] & 0xff) << 16 | (words[1] & 0xff000000);
}

static bool
gate_words(struct machine *m, unsigned vector, uint32_t words[2])
{
    uint32_t at = m->idt + vector * 8;

    if (!m->idt_limit || vector * 8 + 7 > m->idt_limit)
        return false;
    return memory_read(m, at, &words[0]) && memory_read(m, at + 4, &words[1]) &&
           (words[1] & 0x8000);
}

bool
gate_target(struct machine *m, unsigned vector, uint32_t *target)
{
    uint32_t words[2];

    if (!gate_words(m, vector, words))
        return false;
    *target =
        ((words[0] & 0xffff) | (words[1] & 0xffff0000)) + gate_base(m, (uint16_t)(words[0] >> 16));
    return true;
}

int
gate_find(struct machine *m, uint32_t pc, int likely)
{
    static int last; /* most interrupts are like the one before */
    uint32_t target;

    if (likely >= 0 && gate_target(m, (unsigned)likely, &target) && target == pc)
        return likely;
    if (gate_target(m, (unsigned)last, &target) && target == pc && last >= 32)
        return last;
    for (int vector = 0; vector < 256; vector++)
        if (gate_target(m, (unsigned)vector, &target) && target == pc)
            return last = vector;
    return -1;
}

void
gate_touch_descriptor(struct machine *m, uint16_t selector)
{
    uint32_t at = descriptor_at(m, selector);

    if (!m->gdt_limit)
        return;
    memory_made_up(m, at, false);
    memory_made_up(m, at + 4, false);
}

/* Switches to the stack of the inner level, if there is a task segment to take it from. */
static void
inner_stack(struct machine *m, unsigned level)
{
    uint32_t at = m->tss + 4 + level * 8, esp, ss;

    if (!m->tss || !memory_read(m, at, &esp) || !memory_read(m, at + 4, &ss))
        return;
    memory_made_up(m, at, false);
    memory_made_up(m, at + 4, false);
    gate_touch_descriptor(m, (uint16_t)ss);
    m->esp = esp;
}

static uint32_t
entry_clocks(struct machine *m, unsigned vector, enum entry_kind kind, bool inner)
{
    uint32_t clocks = inner ? CLOCKS_INNER : CLOCKS_SAME;

    if (kind == ENTRY_HARDWARE)
        return clocks + m->params.interrupt;
    if (vector == VECTOR_NMI)
        return clocks + CLOCKS_NMI;
    if (kind == ENTRY_EXCEPTION && vector == VECTOR_PAGE_FAULT)
        return clocks + m->params.page_fault;
    if (vector == VECTOR_BOUND && kind == ENTRY_EXCEPTION)
        return clocks + CLOCKS_BOUND;
    if (vector == VECTOR_INTO && kind == ENTRY_EXCEPTION)
        return clocks + CLOCKS_INTO;
    return clocks + (kind == ENTRY_EXCEPTION ? m->params.exception : 0);
}

static void
count_entry(struct machine *m, enum entry_kind kind, bool inner)
{
    if (inner)
        m->count[KERNEL_ENTRIES]++;
    if (kind == ENTRY_HARDWARE)
        m->count[INTERRUPTS]++;
    if (kind == ENTRY_EXCEPTION)
        m->count[FAULTS]++;
}

void
gate_enter(struct machine *m, unsigned vector, enum entry_kind kind)
{
    uint32_t gate[2] = {0, 0}, code[2], clocks;
    uint8_t level = 0;
    bool inner, error = kind == ENTRY_EXCEPTION && vector < 32 && (WITH_ERROR_CODE >> vector & 1);

    if (gate_words(m, vector, gate) && gate_descriptor(m, (uint16_t)(gate[0] >> 16), code))
        level = code[1] >> 13 & 3;
    inner = level < m->cpl;
    count_entry(m, kind, inner);
    machine_level(m, level);
    clocks = entry_clocks(m, vector, kind, inner);
    memory_made_up(m, m->idt + vector * 8, false);
    memory_made_up(m, m->idt + vector * 8 + 4, false);
    gate_touch_descriptor(m, (uint16_t)(gate[0] >> 16));
    if (inner)
        inner_stack(m, level);
    for (unsigned i = 0, pushes = (inner ? 5u : 3u) + error; i < pushes; i++) {
        m->esp -= 4;
        m->lead = clocks * (i + 1) / (pushes + 1);
        memory_made_up(m, m->esp, true);
    }
    m->lead = 0;
    machine_charge(m, BY_ENTRY, clocks);
    m->code_base = gate_base(m, (uint16_t)(gate[0] >> 16));
    m->flushed = true;
    m->written = 0;
}
