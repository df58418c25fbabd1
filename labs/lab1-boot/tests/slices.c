/*
 * @test 184
 * title: A thread with a longer time slice gets more of the processor
 * exercise: 1.8
 * points: 1
 * why: two threads count; the slice of one is drawn between five and eight ticks, that of the other
 *   is one. Their shares are as their slices, to a quarter.
 * seed: the longer slice
 * hint: slice_left is what the running slice has left; a thread that is chosen begins with its own
 *   slice
 * hint ratio: how long did each run before the other one did? A tick takes TICK_US from what is
 *   left
 * hint timeout: one thread runs for ever: what happens at the tick when its slice is used up?
 * answers:
 *     say("ratio", 1)
 *     say("ratio", 1)
 */
#include "counting.h"

#define TICK 4096u

/* Do threads 1 and 2 share as n to one? */
static uint32_t
shares(uint32_t n)
{
    uint32_t first = counters[1], second = counters[2];
    set_priority(1, 128, SLICE(n * TICK));
    set_priority(2, 128, SLICE(TICK));
    counting_sleep(MS(240u));
    first = counters[1] - first;
    second = counters[2] - second;
    return second && first / (second / 100) * 4 > n * 100 * 3 &&
           first / (second / 100) * 4 < n * 100 * 5;
}

int
main(void)
{
    test_begin();
    counting_begin();
    counting_start(1, count);
    counting_start(2, count);
    test_say("ratio", shares(5 + test_mix(test_seed(), 1) % 4));
    test_say("ratio", shares(5 + test_mix(test_seed(), 2) % 4));
    test_end();
}
