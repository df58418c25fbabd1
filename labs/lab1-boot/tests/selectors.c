/*
 * @test 134
 * title: Wrong selectors in the segment registers are mended, and nobody notices
 * exercise: 1.3
 * points: 2
 * why: a program loads 0 or the code segment's selector into DS, ES, FS and GS, and enters the kernel. Whoever needs the segment next gets
 *   a general-protection fault; the kernel loads all four with the user's data segment and runs the instruction again, with all
 *   registers as they were.
 * seed: the words that are written through each register
 * hint: before trap_13 uses any memory through DS it needs a DS that works; the stack segment always does
 * hint ds: memory through DS could not be reached
 * hint es: memory through ES could not be reached: which of the four are mended?
 * hint fs: memory through FS could not be reached: which of the four are mended?
 * hint gs: memory through GS could not be reached: which of the four are mended?
 * hint registers: what trap_13 needs for itself it must bring back
 * hint panic: what the kernel reads through a segment register that does not work makes it fault itself
 * hint triple-fault: what the kernel reads through a segment register that does not work makes it fault itself
 * hint timeout: the instruction was run again and faulted again: was its selector mended?
 * hint deadlock: the thread was halted by an exception that should have been mended
 * answers:
 *     for i, name in enumerate(["ds", "es", "fs", "gs"]):
 *         say(name, mix(seed, i))
 *         say("registers", mix(seed, 4), mix(seed, 5))
 */
#include <test.h>

static volatile uint32_t word;

/* Loads 0 into the segment register, then writes `value` to `word` through it, with two registers that are stored afterwards. */
#define WRITE_THROUGH(sreg, value, after)                                                          \
    __asm__ volatile("movl %[first], %%ecx; movl %[second], %%edx; movl %[v], %%eax\n\t"           \
                     "pushl %%eax; xorl %%eax, %%eax; movw %%ax, %%" sreg "; popl %%eax\n\t"         \
                     "movl %%eax, %%" sreg ":word\n\t"                                             \
                     "movl %%ecx, %[ecx]; movl %%edx, %[edx]"                                      \
                     : [ecx] "=m"((after)[0]), [edx] "=m"((after)[1])                              \
                     : [v] "r"(value), [first] "r"(test_mix(test_seed(), 4)), [second] "m"(second) \
                     : "eax", "ecx", "edx", "memory", "cc")

int
main(void)
{
    uint32_t after[2];
    test_begin();
    volatile uint32_t second = test_mix(test_seed(), 5);
    uint32_t values[4];
    for (uint32_t i = 0; i < 4; i++)
        values[i] = test_mix(test_seed(), i);
    WRITE_THROUGH("ds", values[0], after);
    test_say("ds", word);
    test_say_all("registers", after, 2);
    WRITE_THROUGH("es", values[1], after);
    test_say("es", word);
    test_say_all("registers", after, 2);
    WRITE_THROUGH("fs", values[2], after);
    test_say("fs", word);
    test_say_all("registers", after, 2);
    WRITE_THROUGH("gs", values[3], after);
    test_say("gs", word);
    test_say_all("registers", after, 2);
    test_end();
}
