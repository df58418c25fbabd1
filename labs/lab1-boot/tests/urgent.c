/*
 * @test 182
 * title: A thread of higher priority that can run runs at once
 * exercise: 1.8
 * points: 2
 * why: a thread with a higher priority waits for messages. Each message that the first thread sends
 *   it is noted before the first thread does anything else; and when it sleeps for a time, it wakes
 *   within a tick or two although the first thread never calls the kernel.
 * seed: the words that are noted
 * hint: whoever makes a thread ready compares two priorities: its own, and that of the thread that
 *   it wakes
 * hint noted: the message was sent, but its receiver ran later
 * hint woken: its sleep was over, but it came to run only much later: who looks at priorities at
 *   the tick?
 * hint timeout: it never ran
 * hint panic: who is put into the queue, and in which state is it?
 * answers:
 *     for i in range(5):
 *         say("noted", mix(seed, i))
 *     for i in range(3):
 *         say("woken", 1)
 */
#include "counting.h"

static volatile uint32_t noted, sleep_now, slept_at, woken_at;

static void
urgent(void *unused)
{
    struct words w;
    l4_id_t client;
    for (;;) {
        ipc_wait(&client, &w, L4_NEVER);
        noted = w.w0;
        if (!sleep_now)
            continue;
        slept_at = counting_us();
        counting_sleep(MS(20u));
        woken_at = counting_us();
    }
}

int
main(void)
{
    test_begin();
    counting_begin();
    l4_id_t other = counting_start(1, urgent);
    set_priority(0, 128, 0); /* no slice of mine ever ends */
    set_priority(1, 140, SLICE(10240u));
    l4_thread_switch(other);
    for (uint32_t i = 0; i < 5; i++) {
        struct words w = {test_mix(test_seed(), i), 0, 0};
        ipc_send(other, &w, L4_NEVER);
        test_say("noted", noted);
    }
    sleep_now = 1;
    for (uint32_t i = 0; i < 3; i++) {
        struct words w = {i, 0, 0};
        woken_at = 0;
        ipc_send(other, &w, L4_NEVER);
        uint32_t begin = counting_us();
        while (!woken_at && counting_us() - begin < 100000)
            ;
        test_say("woken", woken_at && woken_at - slept_at < 33000);
    }
    test_end();
}
