/*
 * @test 186
 * title: Threads that give the processor up run in turn
 * exercise: 1.8
 * points: 1
 * why: a drawn number of threads of one priority give the processor up again and again: after the
 *   first round the order is the same in each.
 * seed: how many threads there are
 * hint: who gives the processor up goes to the end of its ring, and the first of the ring is next
 * hint in-turn: a thread ran twice before another did
 * hint threads: thread_switch with nil lets another one run, if there is one of the same priority
 * hint timeout: a thread never got its turn
 * hint deadlock: a thread that gave the processor up was forgotten
 * answers:
 *     for i in range(6):
 *         say("in-turn", 1)
 *     say("threads", 3 + mix(seed, 1) % 4)
 */
#include "../tests/counting.h"

static volatile uint32_t log[128], logged;

static void
yielder(void *argument)
{
    for (;;) {
        if (logged < 128)
            log[logged++] = (uint32_t)argument;
        l4_thread_switch(L4_NIL);
    }
}

int
main(void)
{
    test_begin();
    counting_begin();
    uint32_t threads = 3 + test_mix(test_seed(), 1) % 4;
    for (uint32_t i = 1; i <= threads; i++) {
        counting_start(i, yielder);
        set_priority(i, 128, SLICE(65280u));
    }
    counting_sleep(MS(60u));
    for (uint32_t round = 3; round < 9; round++) {
        uint32_t same = 1;
        for (uint32_t i = 0; i < threads; i++)
            same &= log[round * threads + i] == log[2 * threads + i];
        test_say("in-turn", same);
    }
    uint32_t seen = 0, different = 0;
    for (uint32_t i = 0; i < threads; i++)
        seen |= 1u << log[2 * threads + i];
    for (; seen; seen &= seen - 1)
        different++;
    test_say("threads", different);
    test_end();
}
