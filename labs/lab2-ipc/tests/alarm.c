/*
 * @test 242
 * title: Sleepers wake in the order of their times
 * exercise: 2.4
 * points: 2
 * why: twenty threads go to sleep one after the other, with times of 10 ms distance in a drawn
 *   order. They wake in the order of their times.
 * seed: the order
 * hint: which list does each of them stand in? Which list does a tick look at?
 * hint order: somebody woke at another one's time
 * hint deadlock: a sleeper was never woken: a list lost it
 * hint timeout: a list runs in a ring
 * hint panic: the sentence of the assertion says what is expected of times and places
 * answers:
 *     order = list(range(1, 21))
 *     for i in range(20):
 *         j = i + mix(seed, i) % (20 - i)
 *         order[i], order[j] = order[j], order[i]
 *     for n in order:
 *         say("order", n)
 */
#include "clock.h"

static volatile uint32_t log[32], logged;
static uint32_t place[32];

static void
doze(void *number)
{
    sleep_ms(10 * (place[(uint32_t)number] + 1));
    log[logged++ & 31] = (uint32_t)number;
    thread_stop();
}

int
main(void)
{
    uint32_t order[20];
    test_begin();
    shuffle(order, 20, 0);
    for (uint32_t i = 0; i < 20; i++)
        place[order[i]] = i;
    for (uint32_t n = 1; n <= 20; n++)
        guest(n, doze);
    sleep_ms(240);
    for (uint32_t i = 0; i < 20; i++)
        test_say("order", log[i]);
    test_end();
}
