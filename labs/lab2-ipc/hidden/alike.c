/*
 * @test 248
 * title: Many waits at once, some of them answered, keep their times
 * exercise: 2.4
 * points: 1
 * why: fifteen threads wait again and again for drawn times, and a drawn half of their waits is
 *   answered early. Each wait that is not ends at its time, with 0x20.
 * seed: the times, and which waits are answered
 * hint: follow one thread through a wait that is answered and the next one that is not
 * hint early: a wait ended at the time of an earlier one
 * hint late: a wait ended at the time of an earlier one
 * hint ended: not all waits came to an end
 * hint deadlock: a wait has no end
 * hint timeout: a list runs in a ring
 * hint panic: the sentence of the assertion says what is expected of times and places
 * limit: 80
 * answers:
 *     say("ended", 15 * 8)
 *     say("early", 0)
 *     say("late", 0)
 */
#include "../tests/clock.h"

static volatile uint32_t early, late, ended;

static void
doze(void *number)
{
    uint32_t n = (uint32_t)number;
    for (uint32_t i = 0; i < 8; i++) {
        struct words w;
        l4_id_t source;
        uint32_t ms = 10 + test_mix(test_seed(), 16 * n + i) % 100, begin = clock_us();
        uint32_t result = ipc_wait(&source, &w, MS(ms)), us = clock_us() - begin;
        ended++;
        if (IPC_ERROR(result) == L4_ETIMEOUT) {
            early += too_early(us, ms);
            late += too_late(us, ms);
        }
    }
    thread_stop();
}

int
main(void)
{
    struct words w = {0, 0, 0};
    test_begin();
    clock_begin();
    for (uint32_t n = 1; n <= 15; n++)
        guest(n, doze);
    for (uint32_t i = 0; i < 60; i++) {
        ipc_send(guest_id(1 + test_mix(test_seed(), 1000 + i) % 15), &w, L4_SEND_ZERO);
        sleep_ms(10);
    }
    sleep_ms(250);
    sleep_ms(250);
    test_say("ended", ended);
    test_say("early", early);
    test_say("late", late);
    test_end();
}
