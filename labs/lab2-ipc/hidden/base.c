/*
 * @test 246
 * title: The base of all times moves and nobody notices
 * exercise: 2.4
 * points: 2
 * why: soon after the start the base moves. Sixteen threads sleep a drawn time across that
 *   moment, others have places from waits that were over early, and one sleeps for hours. All
 *   that should wake do, at their times; the one that sleeps for hours does not, and hears a
 *   message.
 * seed: how long they sleep
 * hint: when the base moves all times that are written down become smaller by an epoch, each once
 * hint early: somebody woke too early: what became of t->wakeup and t->filed when the base moved?
 * hint late: somebody woke too late: what became of t->wakeup and t->filed when the base moved?
 * hint woken: not all of them woke
 * hint hours: a sleep of hours ended early: does what lies behind an epoch wait for the next
 *   base?
 * hint deadlock: somebody was lost when the base moved
 * hint panic: the sentence of the assertion says what is expected of times and places
 * limit: 80
 * answers:
 *     say("woken", 16)
 *     say("early", 0)
 *     say("late", 0)
 *     say("hours", 0x999, 0)
 */
#include "../tests/clock.h"

static volatile uint32_t early, late, woken, slept = UNTOUCHED;

static void
doze(void *number)
{
    uint32_t n = (uint32_t)number, ms = 100 + test_mix(test_seed(), n) % 150;
    struct words w;
    l4_id_t source;
    ipc_wait(&source, &w, MS(50 + 9 * n)); /* answered at once: a place that is out of date */
    for (int i = 0; i < 5; i++) {
        uint32_t begin = clock_us();
        sleep_ms(ms);
        uint32_t us = clock_us() - begin;
        early += too_early(us, ms);
        late += too_late(us, ms);
    }
    sleep_ms(200);
    woken++;
    thread_stop();
}

static void
sleep_for_hours(void *unused)
{
    struct words w;
    l4_id_t source;
    slept = ipc_wait(&source, &w, 255u << 24 | 1);
    thread_stop();
}

int
main(void)
{
    struct words w = {0, 0, 0};
    test_begin();
    clock_begin();
    guest(20, sleep_for_hours);
    for (uint32_t n = 1; n <= 16; n++)
        guest(n, doze);
    settle();
    for (uint32_t n = 1; n <= 16; n++)
        ipc_send(guest_id(n), &w, L4_SEND_ZERO);
    for (int i = 0; i < 10; i++)
        sleep_ms(200);
    test_say("woken", woken);
    test_say("early", early);
    test_say("late", late);
    uint32_t before = slept;
    ipc_send(guest_id(20), &w, L4_SEND_ZERO);
    settle();
    uint32_t both[2] = {before, slept};
    test_say_all("hours", both, 2);
    test_end();
}
