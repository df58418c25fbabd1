/*
 * @test 162
 * title: Two threads that are preempted in the middle of a loop find all their registers again
 * exercise: 1.6
 * points: 3
 * why: two threads fill seven registers with different numbers and wait for one another, without a
 *   system call: only the end of a time slice moves the processor from one to the other, several
 *   times. Both find their own numbers afterwards.
 * seed: the numbers in the registers
 * hint: what a thread had in its registers lies on its own kernel stack; which instruction leaves
 *   that stack, and when?
 * hint first: the first thread found numbers of the second, or of the kernel
 * hint second: the second thread found numbers of the first, or of the kernel
 * hint timeout: the second thread never ran; does switch_to() come back to the thread that called
 *   it?
 * hint triple-fault: the next kernel entry needs a stack; whose is it after the switch?
 * answers:
 *     say("first", *[mix(seed, i) for i in range(7)])
 *     say("second", *[mix(seed, 10 + i) for i in range(7)])
 */
#include <test.h>
#include <thread.h>

#define REGISTERS 7

/*
 * void hold_first(void), hold_second(void);
 *
 * Loads EAX ECX EDX EBX EBP ESI EDI from NAME_in, counts in NAME_passes until both have counted far
 * enough, which takes each more than a time slice, and stores the registers to NAME_out. Uses no
 * register and no call meanwhile.
 */
void hold_first(void);
void hold_second(void);
extern uint32_t first_in[REGISTERS], first_out[REGISTERS], second_in[REGISTERS],
    second_out[REGISTERS];
extern volatile uint32_t first_passes, second_passes, second_done;
__asm__("        .set    ENOUGH, 300000\n"
        "        .macro  move_all store, from\n"
        "        .set    at, 0\n"
        "        .irp    reg, eax, ecx, edx, ebx, ebp, esi, edi\n"
        "        .if     \\store\n"
        "        movl    %\\reg, \\from + at\n"
        "        .else\n"
        "        movl    \\from + at, %\\reg\n"
        "        .endif\n"
        "        .set    at, at + 4\n"
        "        .endr\n"
        "        .endm\n"
        "        .macro  hold name, other\n"
        "hold_\\name:\n"
        "        pushal\n"
        "        move_all 0, \\name\\()_in\n"
        "1:      incl    \\name\\()_passes\n"
        "        cmpl    $ENOUGH, \\name\\()_passes\n"
        "        jb      1b\n"
        "        cmpl    $ENOUGH, \\other\\()_passes\n"
        "        jb      1b\n"
        "        move_all 1, \\name\\()_out\n"
        "        popal\n"
        "        ret\n"
        "        .comm   \\name\\()_in, 28, 4\n"
        "        .comm   \\name\\()_out, 28, 4\n"
        "        .comm   \\name\\()_passes, 4, 4\n"
        "        .endm\n"
        "        .text\n"
        "        hold    first, second\n"
        "        hold    second, first\n"
        "        .comm   second_done, 4, 4\n");

static uint8_t stack[4096];

static void
second(void *unused)
{
    hold_second();
    second_done = 1;
    thread_stop();
}

int
main(void)
{
    test_begin();
    for (uint32_t i = 0; i < REGISTERS; i++) {
        first_in[i] = test_mix(test_seed(), i);
        second_in[i] = test_mix(test_seed(), 10 + i);
    }
    thread_start(1, second, 0, stack, sizeof stack, test_pager());
    hold_first();
    while (!second_done)
        ;
    test_say_all("first", first_out, REGISTERS);
    test_say_all("second", second_out, REGISTERS);
    test_end();
}
