/*
 * @test 183
 * title: A thread of lower priority runs only while no other can
 * exercise: 1.8
 * points: 2
 * why: a thread of lower priority counts. While the first thread works for several time slices, or
 *   gives the processor up, the count stays as it is; while the first thread sleeps it goes on.
 * seed: how long the first thread works
 * hint: the ready queue gives out the first thread of the highest priority that there is
 * hint working: the lower thread ran although the other could
 * hint sleeping: the lower thread did not run although nobody else could
 * hint yielded: thread_switch with nil gives the processor to the next thread of the queue: to the
 *   highest, which may be oneself
 * hint timeout: the first thread did not get the processor back from the lower one
 * answers:
 *     for i in range(3):
 *         say("working", 0)
 *         say("yielded", 0)
 *         say("sleeping", 1)
 */
#include "counting.h"

int
main(void)
{
    test_begin();
    counting_begin();
    counting_start(1, count);
    set_priority(1, 100, SLICE(10240u));
    for (uint32_t i = 0; i < 3; i++) {
        uint32_t seen = counters[1], begin = counting_us();
        while (counting_us() - begin < 30000 + test_mix(test_seed(), i) % 20000)
            ;
        test_say("working", counters[1] - seen);
        seen = counters[1];
        for (int turn = 0; turn < 50; turn++)
            l4_thread_switch(L4_NIL);
        test_say("yielded", counters[1] - seen);
        counting_sleep(MS(20u));
        test_say("sleeping", counters[1] != seen);
    }
    test_end();
}
