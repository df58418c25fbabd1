/*
 * @test 135
 * title: What a handler writes into the frame is what the program gets
 * exercise: 1.3
 * points: 2
 * why: lthread_ex_regs answers in EAX, ECX, EDX, EBX and ESI: its handler is a C function that
 *   writes to the trap frame. EDI and EBP carry no answer and stay as they were.
 * seed: EIP, ESP and preempter that a thread is given and asked for again
 * hint: C gets the address of the frame that lies on the stack, and what it leaves there is popped
 * hint given: the order of the words in struct trap_frame is that in which PUSHA leaves them
 * hint kept: a register without an answer was changed
 * hint panic: is the frame that C gets the struct trap_frame of frame.h, word for word?
 * hint triple-fault: is the frame that C gets the struct trap_frame of frame.h, word for word?
 * answers:
 *     for i in range(3):
 *         eip, esp = [mix(seed, i + n) & 0x3FFFFFFC for n in (0, 3)]
 *         preempter = mix(seed, i + 6) & 0xFFFF
 *         say("given", eip, esp, preempter)
 *         say("kept", mix(seed, i + 9), mix(seed, i + 12))
 */
#include <test.h>
#include <l4/types.h>

struct all {
    uint32_t eax, ecx, edx, ebx, esi, edi, ebp;
};

/* void ex_regs(struct all *r): INT 0x35 with all seven registers from *r and back to it. */
void ex_regs(struct all *r);
__asm__("        .text\n"
        "ex_regs: pushal\n"
        "        movl    36(%esp), %eax\n"
        "        movl    4(%eax), %ecx\n"
        "        movl    8(%eax), %edx\n"
        "        movl    12(%eax), %ebx\n"
        "        movl    16(%eax), %esi\n"
        "        movl    20(%eax), %edi\n"
        "        movl    24(%eax), %ebp\n"
        "        movl    (%eax), %eax\n"
        "        int     $0x35\n"
        "        pushl   %eax\n"
        "        movl    40(%esp), %eax\n"
        "        popl    (%eax)\n"
        "        movl    %ecx, 4(%eax)\n"
        "        movl    %edx, 8(%eax)\n"
        "        movl    %ebx, 12(%eax)\n"
        "        movl    %esi, 16(%eax)\n"
        "        movl    %edi, 20(%eax)\n"
        "        movl    %ebp, 24(%eax)\n"
        "        popal\n"
        "        ret\n");

int
main(void)
{
    test_begin();
    uint32_t seed = test_seed();
    for (uint32_t i = 0; i < 3; i++) {
        uint32_t eip = test_mix(seed, i) & 0x3FFFFFFC, esp = test_mix(seed, i + 3) & 0x3FFFFFFC;
        struct all r = {20 + i, esp, eip, test_mix(seed, i + 6) & 0xFFFF, L4_SIGMA0, 0, 0};
        ex_regs(&r); /* the thread never runs: nobody gives it the processor before it is asked */
        r = (struct all){20 + i,
                         L4_INVALID,
                         L4_INVALID,
                         L4_INVALID,
                         L4_INVALID,
                         test_mix(seed, i + 9),
                         test_mix(seed, i + 12)};
        ex_regs(&r);
        uint32_t given[3] = {r.edx, r.ecx, r.ebx}, kept[2] = {r.edi, r.ebp};
        test_say_all("given", given, 3);
        test_say_all("kept", kept, 2);
    }
    test_end();
}
