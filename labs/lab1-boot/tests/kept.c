/*
 * @test 131
 * title: A program that enters the kernel finds its registers and flags again
 * exercise: 1.3
 * points: 2
 * why: INT 3 prints the character in AL and changes nothing. Seven registers, the stack pointer and
 *   the flags are the same before and after it.
 * seed: what the registers hold
 * hint: what PUSHA pushes POPA pops; what else lies on the stack must be gone before IRET
 * hint registers: which register is another one afterwards? The order of PUSHA is that of struct
 *   trap_frame
 * hint stack: IRET takes five words; is the stack pointer where they begin?
 * hint panic: is the frame that C gets the struct trap_frame of frame.h, word for word?
 * hint triple-fault: IRET takes five words; is the stack pointer where they begin?
 * hint deadlock: nothing came back from the kernel: did IRET find EIP?
 * hint timeout: nothing came back from the kernel: did IRET find EIP?
 * answers:
 *     tell("letter", "L")
 *     eax = mix(seed, 0) & 0xFFFFFF00 | ord("L")
 *     say("registers", eax, *[mix(seed, i) for i in range(1, 7)])
 *     say("stack", 0)
 *     say("flags", 0x246)
 */
#include <test.h>

/*
 * void print_one(const uint32_t in[7], uint32_t out[9]);
 *
 * INT 3 with EAX ECX EDX EBX EBP ESI EDI from `in`; stores them, the stack pointer's distance, and
 * the flags.
 */
void print_one(const uint32_t *in, uint32_t *out);
__asm__("        .text\n"
        "print_one:\n"
        "        pushal\n"
        "        movl    36(%esp), %edi\n"
        "        movl    %esp, print_esp\n"
        "        xorl    %eax, %eax\n"
        "        pushl   $0x246\n"
        "        popfl\n"
        "        movl    (%edi), %eax\n"
        "        movl    4(%edi), %ecx\n"
        "        movl    8(%edi), %edx\n"
        "        movl    12(%edi), %ebx\n"
        "        movl    16(%edi), %ebp\n"
        "        movl    20(%edi), %esi\n"
        "        movl    24(%edi), %edi\n"
        "        int3\n"
        "        cmpb    $0, %al\n" /* L4_KD_PUTC */
        "        movl    %edi, print_edi\n"
        "        movl    print_esp, %edi\n"
        "        subl    %esp, %edi\n"
        "        movl    print_esp, %esp\n"
        "        xchgl   %edi, print_esp\n"
        "        movl    40(%edi), %edi\n"
        "        movl    %eax, (%edi)\n"
        "        movl    %ecx, 4(%edi)\n"
        "        movl    %edx, 8(%edi)\n"
        "        movl    %ebx, 12(%edi)\n"
        "        movl    %ebp, 16(%edi)\n"
        "        movl    %esi, 20(%edi)\n"
        "        movl    print_edi, %eax\n"
        "        movl    %eax, 24(%edi)\n"
        "        movl    print_esp, %eax\n"
        "        movl    %eax, 28(%edi)\n"
        "        popal\n"
        "        ret\n"
        "        .local  print_esp\n"
        "        .comm   print_esp, 4, 4\n"
        "        .local  print_edi\n"
        "        .comm   print_edi, 4, 4\n");

/* The flags behind an INT 3 that is followed by nothing else: a text, which the kernel jumps over
 * by itself. */
static uint32_t
flags_behind(void)
{
    uint32_t flags;
    __asm__ volatile("pushl $0x246; popfl; int3; jmp 1f; 1: pushfl; popl %0"
                     : "=r"(flags)
                     :
                     : "memory", "cc");
    return flags;
}

int
main(void)
{
    uint32_t in[7], out[8];
    test_begin();
    for (uint32_t i = 0; i < 7; i++)
        in[i] = test_mix(test_seed(), i);
    in[0] = (in[0] & ~0xFFu) | 'L';
    test_line_begin("letter");
    print_one(in, out);
    test_line_end();
    test_say_all("registers", out, 7);
    test_say("stack", out[7]);
    test_say("flags", flags_behind());
    test_end();
}
