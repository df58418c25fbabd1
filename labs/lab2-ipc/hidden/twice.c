/*
 * @test 278
 * title: What was cancelled is not ended a second time
 * exercise: 2.7
 * points: 1
 * why: a drawn number of threads wait with a timeout and are redirected to a wait for ever; the
 *   timeouts of the first waits pass. None of them is woken, and each hears a message.
 * seed: how many, and their words
 * hint: the place in the wakeup lists may stay; what says that it means nothing?
 * hint still: the old timeout ended a later wait
 * hint heard: the thread was not left in a wait that can be answered
 * hint panic: somebody was ended who did not wait
 * hint deadlock: somebody was not woken
 * answers:
 *     count = 4 + mix(seed, 0) % 6
 *     say("still", count)
 *     for n in range(1, count + 1):
 *         say("heard", mix(seed, n), 0)
 */
#include "../tests/broken.h"

static volatile uint32_t word[12], result[12];

static void
wait_a_while(void *unused)
{
    struct words w;
    l4_id_t source;
    ipc_wait(&source, &w, MS(40));
    thread_stop();
}

static void
wait_for_ever(void *number)
{
    struct words w = {0, 0, 0};
    l4_id_t source;
    result[(uint32_t)number] = ipc_wait(&source, &w, L4_NEVER);
    word[(uint32_t)number] = w.w0;
    thread_stop();
}

int
main(void)
{
    struct words w;
    test_begin();
    uint32_t count = 4 + test_mix(test_seed(), 0) % 6, still = 0;
    for (uint32_t n = 1; n <= count; n++) {
        result[n] = UNTOUCHED;
        guest(n, wait_a_while);
    }
    settle();
    for (uint32_t n = 1; n <= count; n++)
        guest(n, wait_for_ever);
    ipc_receive(L4_NIL, &w, MS(100));
    for (uint32_t n = 1; n <= count; n++)
        still += result[n] == UNTOUCHED;
    test_say("still", still);
    for (uint32_t n = 1; n <= count; n++) {
        w = (struct words){test_mix(test_seed(), n), 0, 0};
        ipc_send(guest_id(n), &w, L4_SEND_ZERO);
        settle();
        uint32_t both[2] = {word[n], result[n]};
        test_say_all("heard", both, 2);
    }
    test_end();
}
