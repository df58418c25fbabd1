/*
 * @test 277
 * title: Cancelled senders leave the queue and the others keep their order
 * exercise: 2.7
 * points: 1
 * why: twelve threads wait to send; a drawn five of them are redirected. The others are heard in
 *   their order.
 * seed: who is redirected
 * hint: a sender leaves the queue when its wait ends, wherever it stands in it
 * hint gone: the send phase ends with 0x50
 * hint heard: the queue has lost somebody, or still holds one that was redirected
 * hint panic: one that waits no longer was found in the queue
 * hint deadlock: the queue has lost somebody
 * answers:
 *     order = list(range(1, 13))
 *     for i in range(12):
 *         j = i + mix(seed, i) % (12 - i)
 *         order[i], order[j] = order[j], order[i]
 *     for n in order[:5]:
 *         say("gone", 0x50)
 *     for n in sorted(order[5:]):
 *         say("heard", n)
 *     say("heard", 0xDEAD)
 */
#include "../tests/broken.h"

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
    uint32_t order[12];
    struct words w;
    l4_id_t source;
    test_begin();
    for (uint32_t n = 1; n <= 12; n++) {
        guest(n, speak);
        settle();
    }
    shuffle(order, 12, 0);
    for (uint32_t i = 0; i < 5; i++)
        test_say("gone", break_off(order[i]));
    while (ipc_wait(&source, &w, L4_RECV_ZERO) == L4_OK)
        test_say("heard", w.w0);
    test_say("heard", 0xDEAD);
    test_end();
}
