/*
 * The probe kernel of `make doctor`: does this host's machine do what L486 stands on?
 *
 * Not a part of the system, and simpler than any of it: it prints a line for each thing that works, in the
 * order in which a kernel comes to need them, and ends the machine. doctor.py reads the lines.
 */
#include <stdint.h>

#define LINE 0x3F8 /* the first serial line */

extern volatile uint32_t ticks, faults;
extern char kernel_stack_top[];
void probe_main(void);
void timer_gate(void), fault_gate(void), empty_gate(void), leave_gate(void), enter_user(void);
uint32_t touch(const volatile void *address);

static void
out(uint16_t port, uint8_t value)
{
    __asm__ volatile("outb %0, %1" : : "a"(value), "Nd"(port));
}

static uint8_t
in(uint16_t port)
{
    uint8_t value;
    __asm__ volatile("inb %1, %0" : "=a"(value) : "Nd"(port));
    return value;
}

static void
print(const char *text)
{
    for (; *text; text++) {
        while (!(in(LINE + 5) & 0x20))
            ;
        out(LINE, (uint8_t)*text);
    }
}

/* Ends the machine; QEMU's exit status becomes 2 * status + 1. Without QEMU it stands still. */
static void
end(uint8_t status)
{
    out(0xF4, status);
    for (;;)
        __asm__ volatile("cli; hlt");
}

static void
require(int holds, const char *what)
{
    print(holds ? "probe: ok " : "probe: FAIL ");
    print(what);
    print("\n");
    if (!holds)
        end(1);
}

/* Descriptors: flat code and data for ring 0 and ring 3, and the task segment with ring 0's stack. */
struct pointer {
    uint16_t limit;
    uint32_t base;
} __attribute__((packed));

static uint32_t gdt[6][2] = {
    {0, 0}, {0xFFFF, 0xCF9A00}, {0xFFFF, 0xCF9200}, {0xFFFF, 0xCFFA00}, {0xFFFF, 0xCFF200}, {0, 0},
};
static uint32_t idt[256][2];
static uint32_t tss[26];

static void
set_gate(int vector, void (*gate)(void), int level)
{
    uint32_t at = (uint32_t)gate;
    idt[vector][0] = 0x80000 | (at & 0xFFFF);
    idt[vector][1] = (at & 0xFFFF0000) | 0x8E00 | (uint32_t)level << 13;
}

static void
load_tables(void)
{
    struct pointer g = {sizeof gdt - 1, (uint32_t)gdt}, i = {sizeof idt - 1, (uint32_t)idt};
    uint32_t t = (uint32_t)tss;

    tss[1] = (uint32_t)kernel_stack_top;
    tss[2] = 0x10;
    tss[25] = sizeof tss << 16; /* no permission bitmap */
    gdt[5][0] = t << 16 | (sizeof tss - 1);
    gdt[5][1] = (t & 0xFF000000) | 0x8900 | (t >> 16 & 0xFF);
    set_gate(0x0E, fault_gate, 0);
    set_gate(0x20, timer_gate, 0);
    set_gate(0x30, empty_gate, 3);
    set_gate(0x31, leave_gate, 3);
    __asm__ volatile("lgdt %0\n\t"
                     "lidt %1\n\t"
                     "ljmp $0x08, $1f\n"
                     "1:\tmovl $0x10, %%eax\n\t"
                     "movl %%eax, %%ds\n\tmovl %%eax, %%es\n\tmovl %%eax, %%ss\n\t"
                     "movl $0x28, %%eax\n\t"
                     "ltr %%ax"
                     :
                     : "m"(g), "m"(i)
                     : "eax", "memory");
}

/* The timer at 1000 Hz through the first interrupt controller, moved to vector 0x20. */
static int
timer_ticks(void)
{
    static const uint8_t setup[][2] = {
        {0x20, 0x11}, {0x21, 0x20}, {0x21, 4},           {0x21, 1},
        {0x21, 0xFE}, {0x43, 0x34}, {0x40, 1193 & 0xFF}, {0x40, 1193 >> 8},
    };
    for (unsigned i = 0; i < sizeof setup / sizeof setup[0]; i++)
        out(setup[i][0], setup[i][1]);
    __asm__ volatile("sti");
    for (uint32_t turns = 0; ticks < 20 && turns < 400000000; turns++)
        __asm__ volatile("");
    __asm__ volatile("cli");
    return ticks >= 20;
}

static uint32_t directory[1024] __attribute__((aligned(4096)));
static uint32_t table[1024] __attribute__((aligned(4096)));
static uint32_t high[1024] __attribute__((aligned(4096)));

/* Maps the first 4 MB one to one, and one page of them at 0xC0000000; the page behind it is left out. */
static int
pages_work(void)
{
    static volatile uint32_t word[1024] __attribute__((aligned(4096)));
    volatile uint32_t *alias = (volatile uint32_t *)0xC0000000;

    for (uint32_t i = 0; i < 1024; i++)
        table[i] = i << 12 | 7;
    high[0] = (uint32_t)word | 3;
    directory[0] = (uint32_t)table | 7;
    directory[0x300] = (uint32_t)high | 3;
    __asm__ volatile("movl %0, %%cr3\n\t"
                     "movl %%cr0, %%eax\n\t"
                     "orl $0x80000000, %%eax\n\t"
                     "movl %%eax, %%cr0"
                     :
                     : "r"(directory)
                     : "eax", "memory");
    alias[7] = 486;
    touch(alias + 1024);
    return word[7] == 486 && faults == 1;
}

void
probe_main(void)
{
    out(LINE + 1, 0);
    out(LINE + 3, 3);
    out(LINE + 2, 7);
    print("\n");
    require(1, "console");
    load_tables();
    require(timer_ticks(), "timer");
    require(pages_work(), "paging");
    enter_user();
    require(1, "ring 3");
    print("probe: type a letter\n");
    while (!(in(LINE + 5) & 1))
        ;
    char typed[] = {'t', 'y', 'p', 'e', 'd', ' ', (char)in(LINE), 0};
    require(1, typed);
    end(0);
}
