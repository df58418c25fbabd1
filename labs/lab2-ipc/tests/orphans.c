/*
 * @test 274
 * title: Who waits for a thread that is deleted is told so
 * exercise: 2.7
 * points: 2
 * why: a drawn number of threads wait to send to a task, another waits to receive from it, one
 *   waits for anybody. The task is deleted: all but the last get 0x10.
 * seed: how many senders there are
 * hint: ipc_bury() ends the waits of all senders in the queue; ipc_end_if_orphaned() is asked for
 *   every thread that is left
 * hint senders: each that waits to send gets L4_ENOT_EXISTENT, not only the first
 * hint receiver: a closed wait for a thread that is no more ends with 0x10
 * hint anybody: who waits for anybody waits on
 * hint panic: somebody still stands in the queue of a thread that is no more
 * hint timeout: the queue of a thread that is deleted must become empty
 * hint deadlock: nobody was woken
 * answers:
 *     for n in range(2 + mix(seed, 1) % 9):
 *         say("senders", 0x10)
 *     say("receiver", 0x10)
 *     say("anybody", 0x999)
 */
#include "broken.h"

static volatile uint32_t results[20];

static void
speak(void *number)
{
    struct words w = {0, 0, 0};
    results[(uint32_t)number] = ipc_send(partner, &w, L4_NEVER);
    thread_stop();
}

static void
listen(void *number)
{
    struct words w;
    results[(uint32_t)number] = ipc_receive(partner, &w, L4_NEVER);
    thread_stop();
}

static void
listen_to_all(void *number)
{
    struct words w;
    l4_id_t source;
    results[(uint32_t)number] = ipc_wait(&source, &w, L4_NEVER);
    thread_stop();
}

static void
be_there(void)
{
    thread_stop();
}

int
main(void)
{
    test_begin();
    uint32_t senders = 2 + test_mix(test_seed(), 1) % 9;
    silence_about(0);
    partner = other_task(be_there);
    for (uint32_t n = 0; n < 20; n++)
        results[n] = UNTOUCHED;
    for (uint32_t n = 1; n <= senders; n++)
        guest(n, speak);
    guest(12, listen);
    guest(13, listen_to_all);
    settle();
    end_task(partner);
    settle();
    for (uint32_t n = 1; n <= senders; n++)
        test_say("senders", results[n]);
    test_say("receiver", results[12]);
    test_say("anybody", results[13]);
    test_end();
}
