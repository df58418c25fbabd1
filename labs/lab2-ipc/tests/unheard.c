/*
 * @test 244
 * title: Who waits to send waits as long as its send timeout says
 * exercise: 2.4
 * points: 2
 * why: eight threads send to one that does not listen, with drawn send timeouts. Those whose time
 *   is over before it listens get 0x30 and stand in no queue; the others are heard, in the order
 *   in which they came, and are not ended later.
 * seed: how long each waits
 * hint: a send timeout is a wait like any other: the same lists
 * hint heard: who has given up is not heard, who still waits is
 * hint results: 0x30 for those whose time was over, 0 for those that were heard; and nobody is
 *   ended twice
 * hint deadlock: a sender's time was over and nobody told it
 * hint panic: the sentence of the assertion says what is expected of times and places
 * answers:
 *     heard = [n for n in range(1, 9) if mix(seed, n) % 2]
 *     for n in heard:
 *         say("heard", n)
 *     say("heard", 0xDEAD)
 *     say("results", *[0 if n in heard else 0x30 for n in range(1, 9)])
 */
#include "clock.h"

static volatile uint32_t results[9];

static void
speak(void *number)
{
    uint32_t n = (uint32_t)number;
    struct words w = {n, 0, 0};
    results[n] = ipc_send(L4_ROOT, &w, test_mix(test_seed(), n) % 2 ? SMS(150 + n) : SMS(20 + n));
    thread_stop();
}

int
main(void)
{
    struct words w;
    l4_id_t source;
    test_begin();
    for (uint32_t n = 1; n <= 8; n++) {
        results[n] = UNTOUCHED;
        guest(n, speak);
    }
    sleep_ms(80);
    while (ipc_wait(&source, &w, L4_RECV_ZERO) == L4_OK)
        test_say("heard", w.w0);
    test_say("heard", 0xDEAD);
    sleep_ms(120);
    test_say_all("results", (const uint32_t *)results + 1, 8);
    test_end();
}
