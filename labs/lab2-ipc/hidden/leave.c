/*
 * @test 217
 * title: Senders leave the queue from any place
 * exercise: 2.1
 * points: 1
 * why: ten senders wait; in a drawn order each is named and served, and after each a new one
 *   joins the end. At last open waits find those that have joined, in their order.
 * seed: the order
 * hint: draw the ring with one, two and three in it, and take each of them out
 * hint named: the sender that is named is taken, wherever it stands
 * hint joined: who joined the end later is served later
 * hint deadlock: the ring was torn apart
 * hint panic: the sentence of the assertion says what a switch or a queue expects
 * answers:
 *     order = list(range(1, 11))
 *     for i in range(10):
 *         j = i + mix(seed, i) % (10 - i)
 *         order[i], order[j] = order[j], order[i]
 *     for n in order:
 *         say("named", n)
 *     for n in range(11, 21):
 *         say("joined", n)
 */
#include "../tests/party.h"

static void
speak(void *number)
{
    struct words w = {(uint32_t)number, 0, 0};
    ipc_send(L4_ROOT, &w, L4_NEVER);
    thread_stop();
}

int
main(void)
{
    uint32_t order[10];
    struct words w;
    l4_id_t source;
    test_begin();
    for (uint32_t n = 1; n <= 10; n++) {
        guest(n, speak);
        settle();
    }
    shuffle(order, 10, 0);
    for (uint32_t i = 0; i < 10; i++) {
        ipc_receive(guest_id(order[i]), &w, L4_NEVER);
        test_say("named", w.w0);
        guest(11 + i, speak);
        settle();
    }
    for (uint32_t i = 0; i < 10; i++) {
        ipc_wait(&source, &w, L4_NEVER);
        test_say("joined", w.w0);
    }
    test_end();
}
