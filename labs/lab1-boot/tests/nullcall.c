/*
 * @test 174
 * title: The shortest system call costs little more than the way in and out
 * exercise: 1.7
 * points: 2
 * why: the way into the kernel and back costs 107 cycles on a 486 (INT 71, IRET 36). "Who am I?"
 *   needs only a few instructions more.
 * seed: the numbers that are added to the answers
 * window: null null_from null_to 100
 * cycles: null 130 300 1
 * hint: the answer was wrong in one of 100 calls
 * hint cycles: which registers does the short way really have to save? C is not needed for it
 * answers:
 *     say("sum", sum(0x04040001 ^ mix(seed, i) for i in range(100)))
 */
#include <test.h>
#include <l4/types.h>

#define CALLS 100

static l4_id_t
null_call(void)
{
    l4_id_t id = L4_NIL;
    __asm__ volatile(".globl null_from, null_to\n"
                     "null_from: int $0x31\n"
                     "null_to:"
                     : "+S"(id)
                     :
                     : "eax", "ecx", "edx", "ebx", "edi", "memory", "cc");
    return id;
}

int
main(void)
{
    uint32_t sum = 0;
    test_begin();
    for (uint32_t i = 0; i < CALLS; i++)
        sum += null_call() ^ test_mix(test_seed(), i);
    test_say("sum", sum);
    test_end();
}
