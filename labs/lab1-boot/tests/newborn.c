/*
 * @test 175
 * title: A new thread begins where it was told to, on its stack, with empty registers
 * exercise: 1.7
 * points: 2
 * why: the first thing that a new thread does is to store all its registers. EIP and ESP are those
 *   given to lthread_ex_regs; all others are 0, so that nothing of what the kernel did before can
 *   be read there. Interrupts are on.
 * seed: how far from its end the stack begins
 * hint: a new thread "returns" from switch_stacks() to the continuation that set_continuation() put
 *   on its stack
 * hint registers: enter_user clears every register before IRET
 * hint stack: IRET takes ESP from the thread's frame at the end of its control block; does the
 *   stack pointer stand there then?
 * hint deadlock: the thread never came to its first instruction
 * hint panic: look at the thread's kernel stack in the order in which switch_stacks() pops it
 * answers:
 *     say("registers", *[0] * 7)
 *     say("stack", mix(seed, 1) % 64 * 4)
 *     say("flags", 0x200)
 */
#include <test.h>
#include <syscall.h>

#define STACK_WORDS 512
#define IF_AND_IOPL 0x3200u

extern uint32_t newborn_registers[8]; /* edi esi ebp esp ebx edx ecx eax, as PUSHA leaves them */
extern volatile uint32_t newborn_flags;
extern void newborn(void);

/* Its memory is reached once before, so that no page fault comes between. */
__asm__("        .text\n"
        "newborn: movl   %eax, newborn_registers + 28\n"
        "        movl    %ecx, newborn_registers + 24\n"
        "        movl    %edx, newborn_registers + 20\n"
        "        movl    %ebx, newborn_registers + 16\n"
        "        movl    %esp, newborn_registers + 12\n"
        "        movl    %ebp, newborn_registers + 8\n"
        "        movl    %esi, newborn_registers + 4\n"
        "        movl    %edi, newborn_registers\n"
        "        pushfl\n"
        "        popl    newborn_flags\n"
        "1:      xorl    %esi, %esi\n"
        "        int     $0x33\n"
        "        jmp     1b\n"
        "        .comm   newborn_registers, 32, 4\n"
        "        .comm   newborn_flags, 4, 4\n");

static uint32_t stack[STACK_WORDS];

int
main(void)
{
    test_begin();
    uint32_t distance = test_mix(test_seed(), 1) % 64;
    uint32_t *top = stack + STACK_WORDS - distance;
    stack[0] = newborn_registers[0] = newborn_flags = 0;
    top[-1] = 0;
    struct thread_regs r = {(uint32_t)newborn, (uint32_t)top, L4_INVALID, test_pager(), 0};
    l4_lthread_ex_regs(1, &r);
    while (!newborn_flags)
        l4_thread_switch(L4_NIL);
    uint32_t *is = newborn_registers;
    uint32_t registers[7] = {is[0], is[1], is[2], is[4], is[5], is[6], is[7]};
    test_say_all("registers", registers, 7);
    test_say("stack", (uint32_t)(stack + STACK_WORDS) - is[3]);
    test_say("flags", newborn_flags & IF_AND_IOPL);
    test_end();
}
