/*
 * @test 164
 * title: A switch between two address spaces takes the space along
 * exercise: 1.6
 * points: 2
 * why: each page that the program touches for the first time comes from sigma0, so the processor
 *   goes to sigma0's space and back. What was written stands where it was written, in this space
 *   alone.
 * seed: what is written
 * hint: CR3 holds the page directory of the running thread's space; who changes it on the way to
 *   sigma0 and back?
 * hint pages: the numbers were written in another space, or read from one
 * hint panic: sigma0 ran with the page tables of the root task, or the other way round
 * answers:
 *     total = 0
 *     for i in range(24):
 *         total = (total * 3 + mix(seed, i)) & 0xFFFFFFFF
 *     say("pages", total)
 *     say("again", mix(seed, 23))
 */
#include <test.h>

#define PAGES 24

static uint32_t memory[PAGES][1024] __attribute__((aligned(4096)));

int
main(void)
{
    uint32_t total = 0;
    test_begin();
    for (uint32_t i = 0; i < PAGES; i++)
        memory[i][i] = test_mix(test_seed(), i);
    for (uint32_t i = 0; i < PAGES; i++)
        total = total * 3 + memory[i][i];
    test_say("pages", total);
    test_say("again", memory[PAGES - 1][PAGES - 1]);
    test_end();
}
