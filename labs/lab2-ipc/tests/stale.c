/*
 * @test 243
 * title: The time of a wait that was over early means nothing later
 * exercise: 2.4
 * points: 3
 * why: a thread waits for 20 ms and is answered at once; then it waits for ever, or longer, or
 *   (behind a wait of 200 ms) shorter. The second wait lasts its own time, whatever the first one
 *   left in the lists.
 * seed: how long the second wait is
 * hint: the lists are lazy: a place may be older than the wait that its thread is in
 * hint for-ever: a thread in whose state there is no THREAD_TIMED waits for no time at all
 * hint longer: a place comes up, and t->wakeup lies in the future: file it again
 * hint shorter: the old place is later than the new time: wakeup_file() has to give it up
 * hint deadlock: the second wait has no end: was its place given up with the first one's?
 * hint timeout: a list runs in a ring: was the thread taken out of its old one?
 * hint panic: the sentence of the assertion says what is expected of times and places
 * answers:
 *     say("for-ever", 0, 0x999)
 *     say("longer", 0, 0x20, 0, 0)
 *     say("shorter", 0, 0x20, 0, 0)
 */
#include "clock.h"

static volatile uint32_t first, second, took, times[2];

static void
wait_twice(void *unused)
{
    struct words w;
    l4_id_t source;
    first = ipc_wait(&source, &w, times[0]);
    uint32_t begin = clock_us();
    second = ipc_wait(&source, &w, times[1]);
    took = clock_us() - begin;
    thread_stop();
}

static void
attempt(uint32_t one, uint32_t other)
{
    struct words w = {0, 0, 0};
    times[0] = one;
    times[1] = other;
    first = second = UNTOUCHED;
    guest(1, wait_twice);
    settle();
    ipc_send(guest_id(1), &w, L4_SEND_ZERO);
    sleep_ms(190);
}

static void
say_second(const char *name, uint32_t ms)
{
    uint32_t all[4] = {first, second, too_early(took, ms), too_late(took, ms)};
    test_say_all(name, all, 4);
}

int
main(void)
{
    test_begin();
    clock_begin();
    attempt(MS(20), L4_NEVER);
    uint32_t both[2] = {first, second};
    test_say_all("for-ever", both, 2);
    uint32_t ms = 60 + test_mix(test_seed(), 1) % 60;
    attempt(MS(20), MS(ms));
    say_second("longer", ms);
    ms = 20 + test_mix(test_seed(), 2) % 60;
    attempt(MS(230), MS(ms));
    say_second("shorter", ms);
    test_end();
}
