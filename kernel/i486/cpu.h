/*
 * The instructions that C cannot say. Each function is one of them, or a handful that belong
 * together.
 */
#ifndef I486_CPU_H
#define I486_CPU_H

#include <stdint.h>

#define CR0_PE 0x00000001u
#define CR0_MP 0x00000002u
#define CR0_EM 0x00000004u
#define CR0_TS 0x00000008u
#define CR0_WP 0x00010000u /* the kernel, too, may not write to read-only pages */
#define CR0_PG 0x80000000u

#define EFLAGS_TF   0x00000100u
#define EFLAGS_IF   0x00000200u
#define EFLAGS_IOPL 0x00003000u
#define EFLAGS_NT   0x00004000u
#define EFLAGS_VM   0x00020000u
#define EFLAGS_SAFE 0x00000CD5u /* what a user may choose: condition codes and direction */

/* Code that a short IPC runs through: all of it lies in one page. */
#define HOT_TEXT __attribute__((section(".text.hot")))

#define likely(x)   __builtin_expect(!!(x), 1)
#define unlikely(x) __builtin_expect(!!(x), 0)

static inline void
outb(uint16_t port, uint8_t value)
{
    __asm__ volatile("outb %0, %1" : : "a"(value), "Nd"(port));
}

static inline uint8_t
inb(uint16_t port)
{
    uint8_t value;
    __asm__ volatile("inb %1, %0" : "=a"(value) : "Nd"(port));
    return value;
}

static inline void
cli(void)
{
    __asm__ volatile("cli" : : : "memory");
}

static inline void
sti(void)
{
    __asm__ volatile("sti" : : : "memory");
}

static inline int
interrupts_are_off(void)
{
    uint32_t eflags;
    __asm__ volatile("pushfl; popl %0" : "=r"(eflags));
    return !(eflags & EFLAGS_IF);
}

/* Lets pending interrupts in for one instruction: STI takes effect only behind the instruction
 * after it. */
static inline void
interrupt_window(void)
{
    __asm__ volatile("sti; nop; cli" : : : "memory");
}

/* Sleeps until an interrupt has been handled. Interrupts are off before and after. */
static inline void
wait_for_interrupt(void)
{
    __asm__ volatile("sti; hlt; cli" : : : "memory");
}

static inline uint32_t
read_cr0(void)
{
    uint32_t value;
    __asm__ volatile("movl %%cr0, %0" : "=r"(value));
    return value;
}

static inline void
write_cr0(uint32_t value)
{
    __asm__ volatile("movl %0, %%cr0" : : "r"(value) : "memory");
}

/* Address of the page fault that is being handled. */
static inline uint32_t
read_cr2(void)
{
    uint32_t value;
    __asm__ volatile("movl %%cr2, %0" : "=r"(value));
    return value;
}

static inline uint32_t
read_cr3(void)
{
    uint32_t value;
    __asm__ volatile("movl %%cr3, %0" : "=r"(value));
    return value;
}

/* Changes the address space: `value` is the physical address of its page directory. Empties the
 * TLB. */
static inline void
write_cr3(uint32_t value)
{
    __asm__ volatile("movl %0, %%cr3" : : "r"(value) : "memory");
}

static inline void
flush_tlb(void)
{
    write_cr3(read_cr3());
}

static inline void
invlpg(uint32_t address)
{
    __asm__ volatile("invlpg (%0)" : : "r"(address) : "memory");
}

static inline uint32_t
read_esp(void)
{
    uint32_t value;
    __asm__ volatile("movl %%esp, %0" : "=r"(value));
    return value;
}

static inline uint32_t
read_ebp(void)
{
    uint32_t value;
    __asm__ volatile("movl %%ebp, %0" : "=r"(value));
    return value;
}

#endif
