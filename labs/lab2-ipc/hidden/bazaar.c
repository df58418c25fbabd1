/*
 * @test 288
 * title: Many clients of many servers get their own answers
 * exercise: 2.8
 * points: 2
 * why: twelve clients call one of four servers, drawn for each call, twenty times each; the
 *   servers pass every third request on to the next one before they answer.
 * seed: who is called, the words
 * hint: follow one call: who waits for whom, and who may deliver to whom?
 * hint wrong: an answer belonged to another client, or was none
 * hint done: not all clients came to their end
 * hint deadlock: an answer or a request was lost
 * hint timeout: an answer or a request was lost
 * hint panic: the sentence of the assertion says what a thread that waits or runs looks like
 * limit: 80
 * answers:
 *     say("done", 12)
 *     say("wrong", 0)
 */
#include "../tests/party.h"

#define SERVER 20u

static volatile uint32_t wrong, done;

static void
serve(void *number)
{
    uint32_t n = (uint32_t)number;
    struct words w;
    l4_id_t client;
    ipc_wait(&client, &w, L4_NEVER);
    for (;;) {
        if (w.w1 % 3 == 0 && n < SERVER + 3) {
            ipc_call(guest_id(n + 1), &w);
            w.w0 = ~w.w0;
        }
        w.w0 = ~w.w0;
        l4_ipc(client, 0, L4_RECV_OPEN, L4_NEVER, &w, &client);
    }
}

static void
ask(void *number)
{
    for (uint32_t i = 0; i < 20; i++) {
        uint32_t x = test_mix(test_seed(), 100 * (uint32_t)number + i);
        struct words w = {x, x, 0};
        uint32_t result = ipc_call(guest_id(SERVER + x % 4), &w);
        wrong += result != 0 || w.w1 != x || w.w0 != ~x;
        if (x & 8)
            l4_thread_switch(L4_NIL);
    }
    done++;
    thread_stop();
}

int
main(void)
{
    test_begin();
    for (uint32_t n = 0; n < 4; n++)
        guest(SERVER + n, serve);
    for (uint32_t n = 1; n <= 12; n++)
        guest(n, ask);
    for (int i = 0; i < 400; i++)
        l4_thread_switch(L4_NIL);
    test_say("done", done);
    test_say("wrong", wrong);
    test_end();
}
