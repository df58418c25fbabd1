/*
 * Segments, gates and the task state segment. Enter by descriptors_init().
 *
 * i486 Programmer's Reference Manual, chapters 5 (segments), 7 (task state segment) and 9 (gates).
 */
#include "i486/descriptors.h"
#include "debug/assert.h"
#include "debug/todo.h"
#include "i486/trap.h"
#include <l4/vectors.h>

/* A segment descriptor and a gate are both eight bytes of scattered fields: two words. */
struct descriptor {
    uint32_t low, high;
};

/* What LGDT and LIDT take: a limit (size - 1) and a linear address. */
struct table_register {
    uint16_t limit;
    uint32_t base;
} __attribute__((packed));

#define GDT_ENTRIES 6

HOT_FIRST struct descriptor idt[VECTOR_COUNT];
HOT struct descriptor gdt[GDT_ENTRIES];
HOT struct tss tss;

/* Types of descriptors, bits 8..15 of the high word: present, level, kind. */
#define KERNEL_CODE    0x9A00u
#define KERNEL_DATA    0x9200u
#define USER_CODE      0xFA00u
#define USER_DATA      0xF200u
#define AVAILABLE_TSS  0x8900u
#define INTERRUPT_GATE 0x8E00u /* clears the interrupt flag on the way in */
#define FROM_RING_3    0x6000u

/* A segment that begins at 0 and spans all 4 GB: limit 0xFFFFF in units of pages, 32-bit. */
static struct descriptor
flat_segment(uint32_t type)
{
//@ex 1.2 descriptor tables
    return (struct descriptor){0x0000FFFFu, 0x00CF0000u | type};
//@stub
//:     TODO("1.2");
//@end
}

/* The task state segment at `base`; `limit` is the offset of its last byte, in bytes. */
static struct descriptor
tss_segment(uint32_t base, uint32_t limit)
{
//@ex 1.2 descriptor tables
    struct descriptor d;
    d.low = (base << 16) | (limit & 0xFFFFu);
    d.high = (base & 0xFF000000u) | (limit & 0x000F0000u) | AVAILABLE_TSS | ((base >> 16) & 0xFFu);
    return d;
//@stub
//:     TODO("1.2");
//@end
}

/* A gate to `handler`, in the kernel's code segment. `type` is INTERRUPT_GATE, with FROM_RING_3 or
 * without. */
static struct descriptor
gate(uint32_t handler, uint32_t type)
{
//@ex 1.2 descriptor tables
    return (struct descriptor){(KERNEL_CS << 16) | (handler & 0xFFFFu),
                               (handler & 0xFFFF0000u) | type};
//@stub
//:     TODO("1.2");
//@end
}

static void
load_gdt(void)
{
    struct table_register r = {sizeof gdt - 1, (uint32_t)gdt};
    __asm__ volatile("lgdt %0\n\t"
                     "ljmp %1, $1f\n"
                     "1:\n\t"
                     "movl %2, %%ss\n\t"
                     "movl %3, %%ds\n\t"
                     "movl %3, %%es\n\t"
                     "movl %3, %%fs\n\t"
                     "movl %3, %%gs"
                     :
                     : "m"(r), "i"(KERNEL_CS), "r"(KERNEL_DS), "r"(USER_DS)
                     : "memory");
}

/* The four flat segments and the TSS, each at its selector / 8. The TSS reaches to the end of the
 * I/O bitmap (8 KB and one byte of ones), or the processor would not look there. */
static void
fill_gdt(void)
{
    gdt[KERNEL_CS / 8] = flat_segment(KERNEL_CODE);
    gdt[KERNEL_DS / 8] = flat_segment(KERNEL_DATA);
    gdt[USER_CS / 8] = flat_segment(USER_CODE);
    gdt[USER_DS / 8] = flat_segment(USER_DATA);
    gdt[TSS_SEL / 8] = tss_segment((uint32_t)&tss, IO_BITMAP + 0x2000 - (uint32_t)&tss);
}

/* Exceptions and interrupts may come from everywhere; breakpoints and system calls from ring 3 by
 * INT. */
static void
fill_idt(void)
{
//@ex 1.2 descriptor tables
    for (uint32_t v = 0; v < VECTOR_COUNT; v++)
        idt[v] = gate(trap_entries[v], INTERRUPT_GATE);
    idt[VECTOR_BREAK].high |= FROM_RING_3;
    for (uint32_t v = L4_INT_IPC; v <= L4_INT_TASK_NEW; v++)
        idt[v].high |= FROM_RING_3;
//@stub
//:     TODO("1.2");
//@end
}

void
gate_set_entry(uint32_t vector, uint32_t entry)
{
    ASSERT(vector < VECTOR_COUNT, "a gate is for a vector that there is");
    ASSERT(entry >= KERNEL_BASE, "a gate leads into the kernel");
    uint32_t type = idt[vector].high & 0xFFFFu;
    idt[vector] = gate(entry, type);
}

void
descriptors_init(void)
{
    struct table_register idt_register = {sizeof idt - 1, (uint32_t)idt};
    fill_gdt();
    load_gdt();
//@ex 1.2 descriptor tables
    tss.ss0 = KERNEL_DS;
    tss.io_base = (uint16_t)(IO_BITMAP - (uint32_t)&tss);
//@stub
//:     TODO("1.2");
//@end
    __asm__ volatile("ltr %w0" : : "r"(TSS_SEL));
    /* No local table: without this it would be the first 64 KB of memory, a program's to write to. */
    __asm__ volatile("lldt %w0" : : "r"(0));
    fill_idt();
    __asm__ volatile("lidt %0" : : "m"(idt_register));
}
