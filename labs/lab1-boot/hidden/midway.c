/*
 * @test 138
 * title: A string instruction that faults in the middle goes on there
 * exercise: 1.3
 * points: 1
 * why: REP STOSL and REP MOVSL run over pages that are not there yet, upwards and downwards: each
 *   page fault comes in the middle of the instruction, which goes on with ECX, ESI and EDI as they
 *   were at the fault, and with the same direction flag.
 * seed: what is written, and how much
 * hint: a page fault ends with trap_return, too: all registers and the flags are those of the fault
 * hint up: is ECX, ESI or EDI another one when the instruction goes on?
 * hint down: does the direction flag come back with IRET?
 * hint panic: a page fault ends with trap_return, too: what lies on the stack there?
 * hint triple-fault: a page fault ends with trap_return, too: what lies on the stack there?
 * answers:
 *     count = 4000 + mix(seed, 1) % 2000
 *     say("up", mix(seed, 2), mix(seed, 2), 0, 0)
 *     say("down", mix(seed, 3), mix(seed, 3), 0)
 */
#include <test.h>

#define WORDS 8192

static uint32_t up[WORDS] __attribute__((aligned(4096)));
static uint32_t down[WORDS] __attribute__((aligned(4096)));
static uint32_t copy[WORDS] __attribute__((aligned(4096)));

int
main(void)
{
    test_begin();
    uint32_t seed = test_seed(), count = 4000 + test_mix(seed, 1) % 2000, left = count;
    uint32_t *to = up, *from = up;
    __asm__ volatile("cld; rep stosl" : "+D"(to), "+c"(left) : "a"(test_mix(seed, 2)) : "memory");
    uint32_t end = (uint32_t)(to - up) - count;
    to = copy;
    left = count;
    __asm__ volatile("cld; rep movsl" : "+S"(from), "+D"(to), "+c"(left) : : "memory");
    uint32_t said[4] = {up[0], copy[count - 1], end, left};
    test_say_all("up", said, 4);
    to = down + WORDS - 1;
    left = count;
    __asm__ volatile("std; rep stosl; cld"
                     : "+D"(to), "+c"(left)
                     : "a"(test_mix(seed, 3))
                     : "memory");
    uint32_t below[3] = {down[WORDS - 1], down[WORDS - count], left};
    test_say_all("down", below, 3);
    test_end();
}
