/*
 * @test 215
 * title: A message goes round through ten threads
 * exercise: 2.1
 * points: 2
 * why: ten threads stand in a ring: each takes a number from the one before it (a closed wait),
 *   adds its own and sends it to the next. It goes round a drawn number of times, and whoever is
 *   there first waits for the other.
 * seed: the number of rounds, what each adds
 * hint: follow one message: who is ready, who waits for whom?
 * hint sum: a message was lost, or came twice
 * hint deadlock: sender and receiver both wait: whoever comes second must see the first
 * hint panic: the sentence of the assertion says what a switch or a queue expects
 * answers:
 *     rounds, total = 5 + mix(seed, 99) % 10, 0
 *     for i in range(rounds):
 *         for n in range(1, 11):
 *             total = (total * 3 + mix(seed, n)) & 0xFFFFFFFF
 *         say("sum", total, 0)
 */
#include "party.h"

#define LAST 10u

static void
pass_on(void *number)
{
    uint32_t n = (uint32_t)number;
    for (;;) {
        struct words w = {0, 0, 0};
        ipc_receive(guest_id(n - 1), &w, L4_NEVER);
        w.w0 = w.w0 * 3 + test_mix(test_seed(), n);
        ipc_send(guest_id((n + 1) % (LAST + 1)), &w, L4_NEVER);
    }
}

int
main(void)
{
    struct words w = {0, 0, 0};
    test_begin();
    uint32_t rounds = 5 + test_mix(test_seed(), 99) % 10;
    for (uint32_t n = LAST; n > 0; n--)
        guest(n, pass_on);
    for (uint32_t i = 0; i < rounds; i++) {
        if (i % 2)
            settle();
        ipc_send(guest_id(1), &w, L4_NEVER);
        if (i % 3)
            settle();
        uint32_t result = ipc_receive(guest_id(LAST), &w, L4_NEVER);
        uint32_t all[2] = {w.w0, result};
        test_say_all("sum", all, 2);
    }
    test_end();
}
