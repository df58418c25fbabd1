/*
 * @test 178
 * title: A system call leaves alone what carries no answer, again and again
 * exercise: 1.7
 * points: 1
 * why: id_nearest answers in EAX and ESI. EDX, EBX, EDI and EBP, the stack pointer and the
 *   direction flag are the caller's and stay as they were, on the short way (ESI = 0) and on the
 *   long one.
 * seed: what the registers hold
 * hint: what your entry changes besides EAX and ESI it has to save and to restore
 * hint short: the way for ESI = 0 needs no register but the two it answers in
 * hint long: behind the call of C, ipc_resume loads EDX, EBX and EDI from the control block: what
 *   must stand there?
 * answers:
 *     for r in range(8):
 *         kept = [mix(seed, 4 * r + i + 1) for i in range(4)]
 *         say("short" if mix(seed, 90 + r) & 1 else "long", *kept, 0)
 */
#include <test.h>
#include <l4/types.h>

/*
 * void ask(const uint32_t in[4], uint32_t out[5], l4_id_t about);
 *
 * id_nearest with EDX, EBX, EDI, EBP from `in`, and what they and the stack pointer's distance are
 * afterwards.
 */
void ask(const uint32_t *in, uint32_t *out, l4_id_t about);
__asm__("        .text\n"
        "ask:    pushal\n"
        "        movl    36(%esp), %eax\n"
        "        movl    44(%esp), %esi\n"
        "        movl    (%eax), %edx\n"
        "        movl    4(%eax), %ebx\n"
        "        movl    8(%eax), %edi\n"
        "        movl    12(%eax), %ebp\n"
        "        movl    %esp, ask_esp\n"
        "        int     $0x31\n"
        "        movl    ask_esp, %ecx\n"
        "        movl    40(%ecx), %eax\n"
        "        subl    %esp, %ecx\n"
        "        movl    ask_esp, %esp\n"
        "        movl    %edx, (%eax)\n"
        "        movl    %ebx, 4(%eax)\n"
        "        movl    %edi, 8(%eax)\n"
        "        movl    %ebp, 12(%eax)\n"
        "        movl    %ecx, 16(%eax)\n"
        "        popal\n"
        "        ret\n"
        "        .local  ask_esp\n"
        "        .comm   ask_esp, 4, 4\n");

int
main(void)
{
    uint32_t in[4], out[5];
    test_begin();
    for (uint32_t round = 0; round < 8; round++) {
        uint32_t short_way = test_mix(test_seed(), 90 + round) & 1;
        for (uint32_t i = 0; i < 4; i++)
            in[i] = test_mix(test_seed(), 4 * round + i + 1);
        ask(in, out, short_way ? L4_NIL : L4_SIGMA0);
        test_say_all(short_way ? "short" : "long", out, 5);
    }
    test_end();
}
