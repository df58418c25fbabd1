/*
 * @test 272
 * title: A wait whose time is over ends with a timeout
 * exercise: 2.7
 * points: 2
 * why: ten threads send to one that does not listen; a drawn half of them has only 20 ms and gets
 *   0x30. The others are heard afterwards, in their order. A receive without a partner ends with
 *   0x20.
 * seed: who has how much time
 * hint: ipc_expire() is called for a thread whose time is over: it ends the wait as a
 *   cancellation does, with another code
 * hint results: 0x30 for a send
 * hint receive: 0x20 for a receive
 * hint heard: a sender whose time is over leaves the queue, and the others stay
 * hint panic: somebody's state and his place in a queue contradict one another: a sender whose
 *   time is over must leave the queue
 * hint deadlock: nobody was woken
 * answers:
 *     late = [mix(seed, n) % 2 for n in range(1, 11)]
 *     say("receive", 0x20)
 *     for n in range(1, 11):
 *         if not late[n - 1]:
 *             say("heard", n)
 *     say("heard", 0xDEAD)
 *     for n in range(1, 11):
 *         say("results", 0x30 if late[n - 1] else 0)
 */
#include "broken.h"

static volatile uint32_t results[11];

static void
speak(void *number)
{
    uint32_t n = (uint32_t)number;
    struct words w = {n, 0, 0};
    results[n] = ipc_send(L4_ROOT, &w, test_mix(test_seed(), n) % 2 ? SMS(20) : L4_NEVER);
    thread_stop();
}

int
main(void)
{
    struct words w;
    l4_id_t source;
    test_begin();
    for (uint32_t n = 1; n <= 10; n++) {
        results[n] = UNTOUCHED;
        guest(n, speak);
        settle();
    }
    test_say("receive", ipc_receive(L4_NIL, &w, MS(60)));
    while (ipc_wait(&source, &w, L4_RECV_ZERO) == L4_OK)
        test_say("heard", w.w0);
    test_say("heard", 0xDEAD);
    settle();
    for (uint32_t n = 1; n <= 10; n++)
        test_say("results", results[n]);
    test_end();
}
