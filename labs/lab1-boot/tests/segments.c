/*
 * @test 121
 * title: A program runs in flat segments of ring 3 and cannot use the kernel's
 * exercise: 1.2
 * points: 2
 * why: code and data segments of ring 3 begin at 0 and end at 4 GB, both 32-bit; the kernel's two
 *   are not for ring 3; the task register holds the task state segment; GDT and IDT are as long as
 *   their contents.
 * seed: a word that is written and read through every segment register
 * hint: print what you put into the GDT, field by field, beside figure 5-3 of the i486 manual
 *   (segment descriptors)
 * hint code: bits 8 to 15 of a descriptor's high word say present, level and kind; user code is
 *   level 3
 * hint data: bits 8 to 15 of a descriptor's high word say present, level and kind; user data is
 *   level 3, writable
 * hint code-limit: with the granularity bit (23) the limit counts pages, 0xFFFFF of them are 4 GB
 * hint data-limit: with the granularity bit (23) the limit counts pages, 0xFFFFF of them are 4 GB
 * hint kernel: the kernel's segments have level 0 in bits 13 and 14 of the high word
 * hint triple-fault: an entry that the processor loads (by LGDT, LTR, LIDT, or on the first trap)
 *   is malformed
 * answers:
 *     say("code", 0x00C0FA00)
 *     say("code-limit", 0xFFFFFFFF)
 *     say("data", 0x00C0F200)
 *     say("data-limit", 0xFFFFFFFF)
 *     say("kernel", 0, 0)
 *     say("task", 0x28)
 *     say("tables", 1, 1)
 *     say("word", mix(seed, 1), mix(seed, 1))
 */
#include <test.h>

/* What ring 3 may ask: selectors and tables by instructions that need no privilege. */
#define CODE        0x1Bu
#define DATA        0x23u
#define KERNEL_CODE 0x08u
#define KERNEL_DATA 0x10u
#define ACCESS_MASK                                                                                \
    0x00F0FE00u /* without the accessed bit, which the processor sets, and the limit's bits */
#define GDT_BYTES (6 * 8)
#define IDT_BYTES (0x37 * 8)

struct table_register {
    uint16_t limit;
    uint32_t base;
} __attribute__((packed));

static uint32_t
access_rights(uint32_t selector)
{
    uint32_t rights = 0;
    __asm__("lar %1, %0" : "+r"(rights) : "r"(selector) : "cc");
    return rights & ACCESS_MASK;
}

static uint32_t
limit_of(uint32_t selector)
{
    uint32_t limit = 0;
    __asm__("lsl %1, %0" : "+r"(limit) : "r"(selector) : "cc");
    return limit;
}

static uint32_t
may_read(uint32_t selector)
{
    uint8_t yes;
    __asm__("verr %w1; sete %0" : "=q"(yes) : "r"(selector) : "cc");
    return yes;
}

static uint32_t
task_register(void)
{
    uint32_t selector = 0;
    __asm__("str %w0" : "+r"(selector));
    return selector & 0xFFFFu;
}

static void
say_tables(void)
{
    struct table_register gdt, idt;
    __asm__("sgdt %0" : "=m"(gdt));
    __asm__("sidt %0" : "=m"(idt));
    uint32_t long_enough[] = {gdt.limit + 1u >= GDT_BYTES, idt.limit + 1u >= IDT_BYTES};
    test_say_all("tables", long_enough, 2);
}

/* Written through ES, read through FS and CS: all are the same 4 GB. */
static void
say_word(void)
{
    static volatile uint32_t word;
    uint32_t read[2];
    __asm__ volatile("movl %1, %%es:%0" : "=m"(word) : "r"(test_mix(test_seed(), 1)));
    __asm__ volatile("movl %%fs:%1, %0" : "=r"(read[0]) : "m"(word));
    __asm__ volatile("movl %%cs:%1, %0" : "=r"(read[1]) : "m"(word));
    test_say_all("word", read, 2);
}

int
main(void)
{
    uint32_t kernel[2];
    test_begin();
    test_say("code", access_rights(CODE));
    test_say("code-limit", limit_of(CODE));
    test_say("data", access_rights(DATA));
    test_say("data-limit", limit_of(DATA));
    kernel[0] = may_read(KERNEL_CODE);
    kernel[1] = may_read(KERNEL_DATA);
    test_say_all("kernel", kernel, 2);
    test_say("task", task_register());
    say_tables();
    say_word();
    test_end();
}
