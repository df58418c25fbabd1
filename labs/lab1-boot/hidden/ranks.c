/*
 * @test 188
 * title: Of all that can run the highest runs first
 * exercise: 1.8
 * points: 1
 * why: six threads with drawn priorities become ready while the first one keeps the processor, and
 *   note when they run: in the order of their priorities. A thread that is raised above the running
 *   one runs at once.
 * seed: the priorities
 * hint: after each of them schedule() takes the highest that is left
 * hint order: a lower thread ran before a higher one
 * hint raised: after a change of priorities somebody else may be the highest
 * hint timeout: not all of them ran
 * hint deadlock: not all of them ran
 * answers:
 *     order = [1, 2, 3, 4, 5, 6]
 *     for i in range(6):
 *         j = i + mix(seed, i) % (6 - i)
 *         order[i], order[j] = order[j], order[i]
 *     say("order", *order)
 *     say("raised", mix(seed, 50))
 */
#include "../tests/counting.h"

static volatile uint32_t log[8], logged, raised;

static void
note(void *argument)
{
    log[logged++ & 7] = (uint32_t)argument;
    thread_stop();
}

static void
rise(void *unused)
{
    raised = test_mix(test_seed(), 50);
    thread_stop();
}

int
main(void)
{
    uint32_t order[6] = {1, 2, 3, 4, 5, 6};
    test_begin();
    set_priority(0, 128, 0);
    for (uint32_t i = 0; i < 6; i++) {
        uint32_t j = i + test_mix(test_seed(), i) % (6 - i), chosen = order[j];
        order[j] = order[i];
        order[i] = chosen;
    }
    for (uint32_t i = 1; i <= 6; i++)
        counting_start(i, note);
    for (uint32_t i = 0; i < 6; i++)
        set_priority(order[i], 120 - 10 * i, SLICE(10240u));
    counting_sleep(MS(40u));
    test_say_all("order", (const uint32_t *)log, 6);
    counting_start(7, rise);
    set_priority(7, 129, SLICE(10240u));
    test_say("raised", raised);
    test_end();
}
