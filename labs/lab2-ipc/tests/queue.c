/*
 * @test 212
 * title: Who waits to send is served first come, first served
 * exercise: 2.1
 * points: 3
 * why: twelve threads begin to send in a drawn order and wait. Open waits take their messages in
 *   the same order; then nobody is left.
 * seed: the order, and the words
 * hint: the first of the queue is served, the newest stands at its end; what is a ring's end?
 * hint order: the queue is not one: does a new sender go to its end, and is the next one first
 *   when the first has left?
 * hint left: somebody was served who stays in the queue
 * hint sent: each sender's call ends with L4_OK
 * hint deadlock: a sender left the queue and did not carry its message over: which result did it
 *   find when it went on?
 * hint timeout: the queue has no end: a sender that was served is still in it
 * hint panic: the sentence of the assertion says what a switch or a queue expects
 * answers:
 *     order = list(range(1, 13))
 *     for i in range(12):
 *         j = i + mix(seed, i) % (12 - i)
 *         order[i], order[j] = order[j], order[i]
 *     for n in order:
 *         say("order", n, mix(seed, 100 + n), 0)
 *     say("left", 0x20)
 *     say("sent", 12)
 */
#include "party.h"

static volatile uint32_t sent;

static void
speak(void *number)
{
    struct words w = {(uint32_t)number, test_mix(test_seed(), 100 + (uint32_t)number), 0};
    sent += ipc_send(L4_ROOT, &w, L4_NEVER) == L4_OK;
    thread_stop();
}

int
main(void)
{
    uint32_t order[12];
    struct words w;
    l4_id_t source;
    test_begin();
    shuffle(order, 12, 0);
    for (int i = 0; i < 12; i++) {
        guest(order[i], speak);
        settle();
    }
    for (int i = 0; i < 12; i++) {
        uint32_t result = ipc_wait(&source, &w, L4_RECV_ZERO);
        uint32_t all[3] = {l4_lthread_no(source), w.w1, result};
        test_say_all("order", all, 3);
    }
    test_say("left", ipc_wait(&source, &w, L4_RECV_ZERO));
    settle();
    test_say("sent", sent);
    test_end();
}
