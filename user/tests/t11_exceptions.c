/*
 * Chapter 11: exceptions: the thread's own table, set by LIDT, and the debug registers.
 */
#include "check.h"
#include "ipc.h"
#include "sigma0.h"
#include "thread.h"

#define VICTIM 5u
#define OPCODE 6

struct gate {
    uint16_t low, selector, flags, high;
};

static struct gate table[32];
static volatile uint32_t came, frame[5], reached, stack_at;
static uint32_t stack[512];

void handler(void);
void handler_in_c(uint32_t *words);

/* The handler notes its stack, and sleeps. */
void
handler_in_c(uint32_t *words)
{
    came++;
    stack_at = (uint32_t)words;
    for (int i = 0; i < 5; i++)
        frame[i] = words[i];
    thread_stop();
}

__asm__(".globl handler\n"
        "handler:\n\t"
        "movl %esp, %eax\n\t"
        "pushl %eax\n\t"
        "pushl $0\n\t"
        "jmp handler_in_c\n");

static void
load_table(void)
{
    struct {
        uint16_t limit;
        uint32_t base;
    } __attribute__((packed)) operand = {sizeof table - 1, (uint32_t)table};
    for (int i = 0; i < 32; i++)
        table[i] = (struct gate){(uint16_t)(uint32_t)handler, 0x1B, 0xEE00,
                                 (uint16_t)((uint32_t)handler >> 16)};
    __asm__ volatile("lidt %0" : : "m"(operand));
}

static uint32_t
run(void (*f)(void *), l4_id_t pager)
{
    came = reached = 0;
    thread_start(VICTIM, f, 0, stack, sizeof stack, pager);
    settle();
    return came;
}

static void
divide(void *argument)
{
    load_table();
    reached = 1;
    __asm__ volatile("xorl %%edx, %%edx; xorl %%ecx, %%ecx; movl $1, %%eax; divl %%ecx"
                     :
                     :
                     : "eax", "ecx", "edx");
    reached = 2;
    thread_stop();
}

TEST(11.01, "LIDT is carried out: the thread goes on behind it")
{
    run(divide, thread_pager());
    CHECK(reached >= 1);
}

TEST(11.02, "exception 0 goes to the handler: EIP, CS and EFLAGS on the stack, no error code")
{
    CHECK_EQ("came", 1, run(divide, thread_pager()));
    CHECK(frame[0] >= (uint32_t)divide && frame[0] < (uint32_t)divide + 128);
    CHECK_EQ("the faulting instruction", 0xF7, *(volatile uint8_t *)frame[0]);
    CHECK_EQ("CS, ring 3", 3, frame[1] & 3);
    CHECK_EQ("interrupts are on in EFLAGS", 0x200, frame[2] & 0x200);
    CHECK_EQ("not past it", 1, reached);
}

static void
bad_opcode(void *argument)
{
    load_table();
    __asm__ volatile("ud2");
    reached = 2;
    thread_stop();
}

TEST(11.03, "exception 6, an invalid opcode")
{
    CHECK_EQ("came", 1, run(bad_opcode, thread_pager()));
    CHECK_EQ("at UD2", 0x0B0F, *(volatile uint16_t *)frame[0]);
}

static void
privileged(void *argument)
{
    load_table();
    __asm__ volatile("hlt");
    reached = 2;
    thread_stop();
}

TEST(11.04, "exception 13 has an error code: 0 for a privileged instruction")
{
    CHECK_EQ("came", 1, run(privileged, thread_pager()));
    CHECK_EQ("error code", 0, frame[0]);
    CHECK_EQ("at HLT", 0xF4, *(volatile uint8_t *)frame[1]);
}

static void
int_80(void *argument)
{
    load_table();
    __asm__ volatile("int $0x80");
    reached = 2;
    thread_stop();
}

TEST(11.05, "INT n of a vector that is no system call is exception 13 with error code 8 n + 2")
{
    CHECK_EQ("came", 1, run(int_80, thread_pager()));
    CHECK_EQ("error code", 8 * 0x80 + 2, frame[0]);
}

static void
int_37(void *argument)
{
    load_table();
    __asm__ volatile("int $0x37");
    reached = 2;
    thread_stop();
}

TEST(11.06, "INT 0x37, right behind the system calls, too")
{
    CHECK_EQ("came", 1, run(int_37, thread_pager()));
    CHECK_EQ("error code", 8 * 0x37 + 2, frame[0]);
}

static void
int_32(void *argument)
{
    load_table();
    __asm__ volatile("int $0x20");
    reached = 2;
    thread_stop();
}

TEST(11.07, "an interrupt's vector cannot be called: exception 13")
{
    CHECK_EQ("came", 1, run(int_32, thread_pager()));
    CHECK_EQ("error code", 8 * 0x20 + 2, frame[0]);
}

static void
no_table(void *argument)
{
    reached = 1;
    __asm__ volatile("ud2");
    reached = 2;
    thread_stop();
}

static void
no_table_there(void)
{
    no_table(0);
}

TEST(11.08, "without a table the thread is halted: state 0xF")
{
    struct schedule_state state;
    reached = 0;
    l4_id_t child = helper_task(0, no_table_there);
    settle();
    CHECK_EQ("it came to the exception and not past it", 1, reached);
    l4_thread_schedule(child, L4_INVALID, L4_INVALID, &state);
    CHECK_EQ("state", 0xF, (state.parameter >> 16) & 0xF);
}

static volatile uint8_t page[L4_PAGE_SIZE] __attribute__((aligned(L4_PAGE_SIZE)));

static void
touch_page(void *argument)
{
    load_table();
    reached = 1;
    page[5] = 1;
    reached = 2;
    thread_stop();
}

TEST(11.09, "a page fault whose pager does not exist is exception 14")
{
    run(divide, thread_pager()); /* the table's page is there */
    l4_fpage_unmap(l4_fpage((uint32_t)page, 12, 0), L4_UNMAP_REMOVE | L4_UNMAP_FLUSH);
    CHECK_EQ("came", 1, run(touch_page, l4_thread_of(L4_ROOT, 62)));
    CHECK_EQ("error code: a write in ring 3", 6, frame[0] & 7);
    CHECK(frame[1] >= (uint32_t)touch_page && frame[1] < (uint32_t)touch_page + 128);
}

static void
fix_and_return(void *argument)
{
    load_table();
    extern void skip_two(void);
    table[OPCODE] = (struct gate){(uint16_t)(uint32_t)skip_two, 0x1B, 0xEE00,
                                  (uint16_t)((uint32_t)skip_two >> 16)};
    reached = 1;
    __asm__ volatile("ud2");
    reached = 2;
    thread_stop();
}

/* A handler that returns behind a two-byte instruction. */
__asm__(".globl skip_two\n"
        "skip_two:\n\t"
        "addl $2, (%esp)\n\t"
        "iret\n");

TEST(11.10, "a handler returns by IRET, and the thread goes on where it says")
{
    run(fix_and_return, thread_pager());
    CHECK_EQ("past it", 2, reached);
}

static void
single_step(void *argument)
{
    load_table();
    reached = 1;
    __asm__ volatile("pushfl; orl $0x100, (%%esp); popfl; nop; nop" : : : "memory", "cc");
    reached = 2;
    thread_stop();
}

TEST(11.11,
     "the trap flag brings exception 1 behind the next instruction, with TF in the pushed EFLAGS")
{
    CHECK_EQ("came", 1, run(single_step, thread_pager()));
    CHECK_EQ("TF", 0x100, frame[2] & 0x100);
    CHECK_EQ("not past it", 1, reached);
}

static volatile uint32_t watched;

static void
watch(void *argument)
{
    load_table();
    __asm__ volatile("movl %0, %%db0; movl %1, %%db7" : : "r"(&watched), "r"(0x000D0001));
    reached = 1;
    watched = 1;
    reached = 2;
    thread_stop();
}

TEST(
    11.12,
    "debug registers are a thread's own: a watched word brings exception 1 to the one that watches")
{
    CHECK_EQ("came", 1, run(watch, thread_pager()));
    CHECK_EQ("written", 1, watched);
    uint32_t before = came;
    watched = 2; /* this thread watches nothing */
    CHECK_EQ("not here", before, came);
}

static void
read_back(void *argument)
{
    uint32_t value;
    load_table();
    __asm__ volatile("movl %1, %%db1; movl %%db1, %0" : "=r"(value) : "r"(0x12345678));
    reached = value;
    thread_stop();
}

TEST(11.13, "a debug register can be read back")
{
    run(read_back, thread_pager());
    CHECK_EQ("value", 0x12345678, reached);
}

static void
bad_stack(void *argument)
{
    load_table();
    __asm__ volatile("movl $0xC0000008, %%esp; ud2" : : : "memory");
    thread_stop();
}

TEST(11.14, "an exception with no stack to push to halts the thread and harms nobody")
{
    CHECK_EQ("came", 0, run(bad_stack, thread_pager()));
    settle();
    CHECK_EQ("the next one works", 1, run(divide, thread_pager()));
}

static void
wrong_selectors(void *argument)
{
    load_table();
    reached = 1;
    __asm__ volatile("xorl %%eax, %%eax; movw %%ax, %%ds; movl %0, %%eax; movw %%ax, %%es"
                     :
                     : "m"(watched)
                     : "eax", "memory");
    reached = 2;
    thread_stop();
}

TEST(11.15, "wrong selectors in segment registers are reloaded silently")
{
    watched = 0;
    CHECK_EQ("no exception", 0, run(wrong_selectors, thread_pager()));
    CHECK_EQ("past it", 2, reached);
}

#define OWN_GATE 0x0F /* selector 1 of the local descriptor table, ring 3 */

void in_ring_0(void);
__asm__(".globl in_ring_0\n"
        "in_ring_0:\n\t"
        "movl %cr0, %eax\n\t"
        "movl $3, reached_outside\n\t"
        "lret\n");

volatile uint32_t reached_outside;

/* A processor that was never told otherwise takes the first 64 KB of memory for the table: pages of
 * the program's own. Here its entry 1 is a gate to the kernel's code segment. */
static void
own_gate(void *argument)
{
    volatile uint32_t *entry = (volatile uint32_t *)8;
    load_table();
    __asm__("" : "+r"(entry));
    entry[0] = 0x08 << 16 | ((uint32_t)in_ring_0 & 0xFFFF);
    entry[1] = ((uint32_t)in_ring_0 & 0xFFFF0000) | 0xEC00;
    reached = 1;
    __asm__ volatile("lcall %0, $0" : : "i"(OWN_GATE) : "eax", "memory");
    reached = 2;
    thread_stop();
}

TEST(11.16, "a program cannot make descriptors of its own: there is no local descriptor table")
{
    reached_outside = 0;
    CHECK_EQ("page 0 is the program's", 1, sigma0_map_any(0));
    CHECK_EQ("exception", 1, run(own_gate, thread_pager()));
    CHECK_EQ("not in ring 0", 0, reached_outside);
    CHECK_EQ("error code: the selector", OWN_GATE & ~3u, frame[0]);
    CHECK_EQ("the faulting instruction", 0x9A, *(volatile uint8_t *)frame[1]);
    CHECK_EQ("not past it", 1, reached);
    l4_fpage_unmap(l4_fpage(0, L4_LOG2_PAGE, 0), L4_UNMAP_REMOVE | L4_UNMAP_FLUSH);
}
