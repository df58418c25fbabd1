/*
 * @test 187
 * title: A slice without end ends for a higher priority only
 * exercise: 1.8
 * points: 1
 * why: the first thread's slice has no end: threads of its own priority do not run while it works,
 *   for a drawn time. One of higher priority that wakes from its sleep runs at once nevertheless.
 * seed: how long the first thread works
 * hint: SLICE_INFINITE is no number of microseconds: nothing is taken from it, and priorities count
 *   as always
 * hint equal: a thread of the same priority ran although the slice has no end
 * hint higher: the thread of higher priority woke, and did not run
 * hint timeout: the thread of higher priority never ran, or kept the processor
 * answers:
 *     for name, value in [("equal", 0), ("higher", 1)]:
 *         for i in range(3):
 *             say(name, value)
 */
#include "../tests/counting.h"

static volatile uint32_t woken;

static void
sleeper(void *unused)
{
    for (;;) {
        counting_sleep(MS(8u));
        woken++;
    }
}

static void
work(uint32_t us)
{
    uint32_t begin = counting_us();
    while (counting_us() - begin < 50000 + us)
        ;
}

int
main(void)
{
    test_begin();
    counting_begin();
    counting_start(1, count);
    set_priority(1, 128, SLICE(10240u));
    set_priority(0, 128, 0);
    counting_sleep(MS(1u)); /* the next slice is the first without end */
    for (uint32_t i = 0; i < 3; i++) {
        uint32_t seen = counters[1];
        work(test_mix(test_seed(), i) % 40000);
        test_say("equal", counters[1] - seen);
    }
    set_priority(1, 100, SLICE(10240u)); /* no equals any more */
    counting_start(2, sleeper);
    set_priority(2, 200, SLICE(10240u));
    for (uint32_t i = 0; i < 3; i++) {
        uint32_t before = woken;
        work(test_mix(test_seed(), 10 + i) % 40000);
        test_say("higher", woken - before >= 3);
    }
    test_end();
}
