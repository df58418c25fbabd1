/*
 * @test 285
 * title: A call with a receive timeout ends in time, whatever the one before had
 * exercise: 2.8
 * points: 2
 * why: a call with a drawn timeout is answered; the next one, with the same timeout or a longer
 *   one, is not. It ends with 0x20 after its own time.
 * seed: the times
 * hint: ipc_fast_timed() may only use a timeout that was decoded before, and a place in the lists
 *   that does not come too late
 * hint result: the end is a receive timeout; the state says that the wait has an end
 * hint early: the time of another call was used
 * hint late: the time of another call was used, or the place in the lists comes too late
 * hint deadlock: the wait has no end: what must its state say?
 * hint panic: the sentence of the assertion says what a thread that waits or runs looks like
 * limit: 80
 * answers:
 *     for i in range(12):
 *         say("result", 0x20)
 *         say("early", 0)
 *         say("late", 0)
 */
#include "clock.h"

/* Answers what is not 0. */
static void
serve(void *unused)
{
    struct words w;
    l4_id_t client;
    uint32_t answers = 0;
    for (;;) {
        if (answers)
            l4_ipc(client, 0, L4_RECV_OPEN, L4_NEVER, &w, &client);
        else
            ipc_wait(&client, &w, L4_NEVER);
        answers = w.w0;
    }
}

int
main(void)
{
    test_begin();
    clock_begin();
    guest(1, serve);
    settle();
    for (uint32_t i = 0; i < 12; i++) {
        uint32_t ms = 60 + test_mix(test_seed(), i) % 60;
        struct words ask = {1, 0, 0}, tell = {0, 0, 0};
        l4_id_t source;
        l4_ipc(guest_id(1), 0, 0, MS(ms), &ask, &source);
        if (i % 2)
            ms += 60; /* else the same again */
        uint32_t begin = clock_us();
        test_say("result", l4_ipc(guest_id(1), 0, 0, MS(ms), &tell, &source));
        uint32_t us = clock_us() - begin;
        test_say("early", too_early(us, ms));
        test_say("late", too_late(us, ms));
    }
    test_end();
}
