/*
 * @test 283
 * title: A server takes those who wait before it waits itself
 * exercise: 2.8
 * points: 2
 * why: eight clients call a server that is not ready yet, in a drawn order; when it answers one
 *   with "reply and wait" it gets the next of its queue, and those come in their order.
 * seed: the order
 * hint: a wait for anybody is simple only if nobody waits already
 * hint order: somebody in the queue was passed over
 * hint answers: somebody got another one's answer, or none
 * hint deadlock: the server waits, and its clients wait in its queue
 * hint panic: the sentence of the assertion says what a thread that waits or runs looks like
 * answers:
 *     order = list(range(1, 9))
 *     for i in range(8):
 *         j = i + mix(seed, i) % (8 - i)
 *         order[i], order[j] = order[j], order[i]
 *     for n in order:
 *         say("order", n)
 *     say("answers", *[n ^ 0x486 for n in range(1, 9)])
 */
#include "party.h"

static volatile uint32_t go, log[16], logged, answers[9];

static void
serve(void *unused)
{
    struct words w;
    l4_id_t client;
    while (!go)
        l4_thread_switch(L4_NIL);
    uint32_t error = ipc_wait(&client, &w, L4_NEVER);
    for (;;) {
        log[logged++ & 15] = w.w0;
        w.w0 ^= 0x486;
        error = l4_ipc(client, 0, L4_RECV_OPEN, L4_NEVER, &w, &client);
        (void)error;
    }
}

static void
ask(void *number)
{
    struct words w = {(uint32_t)number, 0, 0};
    ipc_call(guest_id(9), &w);
    answers[(uint32_t)number] = w.w0;
    thread_stop();
}

int
main(void)
{
    uint32_t order[8];
    test_begin();
    shuffle(order, 8, 0);
    guest(9, serve);
    for (int i = 0; i < 8; i++) {
        guest(order[i], ask);
        settle();
    }
    go = 1;
    settle();
    for (int i = 0; i < 8; i++)
        test_say("order", log[i]);
    test_say_all("answers", (const uint32_t *)answers + 1, 8);
    test_end();
}
