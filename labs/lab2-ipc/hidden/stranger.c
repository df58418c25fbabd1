/*
 * @test 218
 * title: Who waits for one partner is left alone by a crowd
 * exercise: 2.1
 * points: 1
 * why: a thread waits for a certain partner while drawn others send to it and wait in its queue.
 *   The partner's message comes first, though it is sent last; the others are served afterwards,
 *   in their order.
 * seed: how many others there are, and the partner's word
 * hint: who may not speak yet stands in the queue, whatever the receiver waits for
 * hint first: the receiver took somebody it did not wait for
 * hint others: the queue was not kept while its owner waited for somebody else
 * hint deadlock: the partner's message did not reach the one that waits for it
 * hint panic: the sentence of the assertion says what a switch or a queue expects
 * answers:
 *     say("first", mix(seed, 1))
 *     for n in range(1, 4 + mix(seed, 2) % 12):
 *         say("others", n)
 */
#include "../tests/party.h"

#define LISTENER 22u
#define PARTNER  23u

static volatile uint32_t log[24], logged, go;

static void
note(void *unused)
{
    struct words w = {0, 0, 0};
    l4_id_t source;
    ipc_receive(guest_id(PARTNER), &w, L4_NEVER);
    log[logged++] = w.w0;
    for (;;) {
        ipc_wait(&source, &w, L4_NEVER);
        log[logged++] = w.w0;
    }
}

static void
speak(void *number)
{
    uint32_t n = (uint32_t)number;
    while (n == PARTNER && !go)
        l4_thread_switch(L4_NIL);
    struct words w = {n == PARTNER ? test_mix(test_seed(), 1) : n, 0, 0};
    ipc_send(guest_id(LISTENER), &w, L4_NEVER);
    thread_stop();
}

int
main(void)
{
    test_begin();
    uint32_t others = 3 + test_mix(test_seed(), 2) % 12;
    guest(PARTNER, speak);
    guest(LISTENER, note);
    settle();
    for (uint32_t n = 1; n <= others; n++) {
        guest(n, speak);
        settle();
    }
    go = 1;
    settle();
    test_say("first", log[0]);
    for (uint32_t n = 1; n <= others; n++)
        test_say("others", log[n]);
    test_end();
}
