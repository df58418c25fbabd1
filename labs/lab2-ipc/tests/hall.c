/*
 * @test 245
 * title: Four hundred sleepers cost a tick next to nothing
 * exercise: 2.4
 * points: 3
 * why: seven tasks of some 60 threads each sleep for an hour. A loop that counts through twelve
 *   ticks comes nearly as far as it did without them: at most half a percent is missing.
 * seed: a few sleepers more or less
 * hint: a tick may look at the sleepers of one list in 32, and at the first words of their
 *   control blocks only
 * hint cost: a tick costs more than half a percent of the processor with 400 sleepers: how many
 *   of them does it look at?
 * hint awake: somebody who sleeps for an hour was woken
 * hint deadlock: the first thread was not woken
 * hint panic: the sentence of the assertion says what is expected of times and places
 * limit: 80
 * answers:
 *     say("asleep", 7 * 56 + mix(seed, 1) % 7)
 *     say("cost", 0)
 *     say("awake", 0)
 */
#include "crowd.h"

#define TICKS 12

static void
until_tick(void)
{
    uint32_t now = clock_us();
    while (clock_us() == now)
        ;
}

/* How far a loop counts in some ticks. */
static uint32_t
count_ticks(void)
{
    uint32_t count = 0;
    until_tick();
    for (uint32_t end = clock_us() + TICKS * TICK; clock_us() != end;)
        count++;
    return count;
}

int
main(void)
{
    uint32_t asleep = 0;
    test_begin();
    clock_begin();
    crowd_pager_begin();
    sleep_ms(200); /* behind the move of the base: an hour is near */
    uint32_t alone = count_ticks();
    for (uint32_t task = 0; task < 7; task++) {
        uint32_t threads = 56 + (task < test_mix(test_seed(), 1) % 7);
        crowd_sleepers(task, threads);
        asleep += threads;
    }
    sleep_ms(20);
    uint32_t crowded = count_ticks();
    test_say("asleep", asleep);
    test_say("cost", (alone - crowded) > alone / 200 && alone > crowded);
    test_say("awake", crowd_awake_count);
    test_end();
}
