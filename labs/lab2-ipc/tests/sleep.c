/*
 * @test 241
 * title: A sleep lasts as long as it was asked for
 * exercise: 2.4
 * points: 2
 * why: twelve sleeps of drawn length, 1.4 seconds in all, by the kernel's clock. None is too
 *   short, none more than three ticks too long. Soon after the start the base of all times moves.
 * seed: how long the sleeps are
 * hint: write down wakeup_now, t->wakeup and t->filed for a sleep of three ticks, tick by tick
 * hint early: a place that comes up is only over if its time has come: a list holds threads of
 *   many times
 * hint late: is the list of this tick looked at, and what becomes of the times when the base
 *   moves?
 * hint result: the end of a sleep is a receive timeout, 0x20; ipc_expire() says so when it is
 *   called
 * hint deadlock: a sleeper was never woken: was it filed, and does its list come up?
 * hint timeout: a list runs in a ring, or a thread is filed again and again in one tick
 * hint panic: the sentence of the assertion says what is expected of times and places
 * answers:
 *     for i in range(12):
 *         say("result", 0x20)
 *         say("early", 0)
 *         say("late", 0)
 */
#include "clock.h"

int
main(void)
{
    test_begin();
    clock_begin();
    for (uint32_t i = 0; i < 12; i++) {
        uint32_t ms = 60 + test_mix(test_seed(), i) % 130, begin = clock_us();
        struct words w;
        test_say("result", ipc_receive(L4_NIL, &w, MS(ms)));
        uint32_t us = clock_us() - begin;
        test_say("early", too_early(us, ms));
        test_say("late", too_late(us, ms));
    }
    test_end();
}
