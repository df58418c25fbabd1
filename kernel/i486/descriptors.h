/*
 * The tables that the processor reads by itself: segments (GDT), gates (IDT) and the task state
 * segment.
 *
 * Enter by descriptors_init(), once, with paging on. All tables lie in one page with the kernel's
 * hottest data (section .tables), so that a kernel entry costs one TLB miss for all of them
 * [Liedtke '93, 5.5: TLB misses; '95, 4.3].
 */
#ifndef I486_DESCRIPTORS_H
#define I486_DESCRIPTORS_H

#include <stdint.h>
#include "i486/layout.h"

/* Everything marked so shares the page of the IDT, the GDT and the TSS. */
#define HOT __attribute__((section(".tables")))
/* Its first lines compete with those of all other page-aligned things for the cache: exception
 * gates may have them. */
#define HOT_FIRST __attribute__((section(".tables.first")))

/* The task state segment. The kernel uses one; of its fields only esp0, ss0 and io_base matter
 * here. */
struct tss {
    uint32_t back_link, esp0, ss0, esp1, ss1, esp2, ss2, cr3, eip, eflags;
    uint32_t eax, ecx, edx, ebx, esp, ebp, esi, edi, es, cs, ss, ds, fs, gs, ldt;
    uint16_t trap, io_base;
};

extern struct tss tss;

/* Loads GDT, IDT and task register; fills the gates of all vectors. Interrupts are off. */
void descriptors_init(void);

/* Gives a vector an entry in assembly of its own, past trap_dispatch(). `entry` is an address in
 * the kernel. */
void gate_set_entry(uint32_t vector, uint32_t entry);

/* The stack that the next entry from ring 3 starts on. On every thread switch. */
static inline void
set_kernel_stack(uint32_t top)
{
    tss.esp0 = top;
}

#endif
