/*
 * @test 122
 * title: A program that is interrupted by the timer notices nothing
 * exercise: 1.2
 * points: 2
 * why: the clock of the kernel info page goes on while a program counts in a loop, and the program
 *   finds all its registers again.
 * seed: what the registers hold meanwhile
 * hint: a timer interrupt comes through gate 0x20, on the stack that the task state segment names
 * hint ticks: no tick came through, or the kernel does not return from it; is gate 0x20 present,
 *   does it clear IF?
 * hint timeout: the clock stands still; is there a gate for vector 0x20, and is it an interrupt
 *   gate?
 * hint triple-fault: on the way from ring 3 the processor takes SS and ESP from the task state
 *   segment; is ss0 set?
 * answers:
 *     say("ticks", 1)
 *     say("registers", *[mix(seed, i) for i in range(6)])
 */
#include <test.h>
#include <sigma0.h>

#define INFO_PAGE ((void *)0x51000000)
#define TICKS_US  30000 /* several ticks, and more than a time slice */

/*
 * uint32_t hold(const uint32_t in[6], uint32_t out[6], volatile uint32_t *clock, uint32_t until);
 *
 * Loads six registers, waits with them for the clock to come to `until`, stores them. Only memory
 * and flags are used while it waits.
 */
uint32_t hold(const uint32_t *in, uint32_t *out, const volatile void *clock, uint32_t until);
__asm__("        .text\n"
        "hold:   pushal\n"
        "        movl    36(%esp), %eax\n"
        "        movl    48(%esp), %ecx\n"
        "        movl    %ecx, hold_until\n"
        "        movl    (%eax), %ecx\n"
        "        movl    4(%eax), %edx\n"
        "        movl    8(%eax), %ebx\n"
        "        movl    12(%eax), %ebp\n"
        "        movl    16(%eax), %esi\n"
        "        movl    20(%eax), %edi\n"
        "1:      movl    44(%esp), %eax\n"
        "        movl    (%eax), %eax\n"
        "        cmpl    hold_until, %eax\n"
        "        jb      1b\n"
        "        movl    40(%esp), %eax\n"
        "        movl    %ecx, (%eax)\n"
        "        movl    %edx, 4(%eax)\n"
        "        movl    %ebx, 8(%eax)\n"
        "        movl    %ebp, 12(%eax)\n"
        "        movl    %esi, 16(%eax)\n"
        "        movl    %edi, 20(%eax)\n"
        "        popal\n"
        "        ret\n"
        "        .local  hold_until\n"
        "        .comm   hold_until, 4, 4\n");

int
main(void)
{
    uint32_t in[6], out[6];
    test_begin();
    const struct l4_kip *info = sigma0_map_info(INFO_PAGE);
    for (uint32_t i = 0; i < 6; i++)
        in[i] = test_mix(test_seed(), i);
    uint32_t start = (uint32_t)info->clock;
    hold(in, out, &info->clock, start + TICKS_US);
    test_say("ticks", (uint32_t)info->clock - start >= TICKS_US);
    test_say_all("registers", out, 6);
    test_end();
}
