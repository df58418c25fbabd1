/*
 * @test 216
 * title: Many senders and several receivers lose nothing
 * exercise: 2.1
 * points: 2
 * why: sixteen threads each send eight messages to one of three servers, drawn for each message.
 *   Every server adds up what it gets: no message is lost, none comes twice, each has its
 *   sender's id.
 * seed: which server, which words
 * hint: the queues of different receivers have nothing in common but their code
 * hint sum: a message was lost, came twice, or came with another's id
 * hint count: a message was lost, or came twice
 * hint deadlock: a sender was forgotten in a queue
 * hint timeout: a sender was forgotten in a queue
 * hint panic: the sentence of the assertion says what a switch or a queue expects
 * answers:
 *     count, sums = [0] * 3, [0] * 3
 *     for n in range(1, 17):
 *         for i in range(8):
 *             x = mix(seed, 10 * n + i)
 *             count[x % 3] += 1
 *             sums[x % 3] = (sums[x % 3] + (x ^ n)) & 0xFFFFFFFF
 *     for s in range(3):
 *         say("count", count[s])
 *         say("sum", sums[s])
 */
#include "../tests/party.h"

#define SERVER 20u

static volatile uint32_t sums[3], count[3], done;

static void
serve(void *number)
{
    uint32_t s = (uint32_t)number - SERVER;
    for (;;) {
        struct words w;
        l4_id_t source;
        if (ipc_wait(&source, &w, L4_NEVER) == L4_OK) {
            sums[s] += w.w0 ^ l4_lthread_no(source);
            count[s]++;
            if (w.w0 & 4)
                l4_thread_switch(L4_NIL);
        }
    }
}

static void
speak(void *number)
{
    for (uint32_t i = 0; i < 8; i++) {
        uint32_t x = test_mix(test_seed(), 10 * (uint32_t)number + i);
        struct words w = {x, 0, 0};
        ipc_send(guest_id(SERVER + x % 3), &w, L4_NEVER);
    }
    done++;
    thread_stop();
}

int
main(void)
{
    test_begin();
    for (uint32_t s = 0; s < 3; s++)
        guest(SERVER + s, serve);
    for (uint32_t n = 1; n <= 16; n++)
        guest(n, speak);
    while (done < 16)
        l4_thread_switch(L4_NIL);
    settle();
    for (uint32_t s = 0; s < 3; s++) {
        test_say("count", count[s]);
        test_say("sum", sums[s]);
    }
    test_end();
}
