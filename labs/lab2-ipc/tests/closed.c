/*
 * @test 213
 * title: A closed wait lets its partner in and nobody else
 * exercise: 2.1
 * points: 3
 * why: eight threads wait to send. A closed receive takes the one that it names, wherever it
 *   stands in the queue; the others keep their order. While a thread waits for one partner, the
 *   send of another does not reach it.
 * seed: who is named
 * hint: a closed wait and an open one differ in whom they look for, in the queue and while they
 *   wait
 * hint named: the sender that is named is taken, not the first of the queue
 * hint rest: one that left from the middle of the queue tore it apart
 * hint other: ipc_waits_for() has to compare the sender with the one that is waited for
 * hint came: the partner's message must reach the one that waits for it
 * hint deadlock: a closed receive found nobody though its partner waited
 * hint panic: the sentence of the assertion says what a switch or a queue expects
 * answers:
 *     order = list(range(1, 9))
 *     for i in range(8):
 *         j = i + mix(seed, i) % (8 - i)
 *         order[i], order[j] = order[j], order[i]
 *     for n in order[:4]:
 *         say("named", n, 0)
 *     for n in sorted(order[4:]):
 *         say("rest", n, 0)
 *     say("other", 0x30)
 *     say("came", mix(seed, 50), 0)
 */
#include "party.h"

static volatile uint32_t got[2];

static void
speak(void *number)
{
    struct words w = {(uint32_t)number, 0, 0};
    ipc_send(L4_ROOT, &w, L4_NEVER);
    thread_stop();
}

static void
listen(void *unused)
{
    struct words w = {0, 0, 0};
    got[1] = ipc_receive(guest_id(11), &w, L4_NEVER);
    got[0] = w.w0;
    thread_stop();
}

static void
idle(void *unused)
{
    thread_stop();
}

static void
speak_to_listener(void *unused)
{
    struct words w = {test_mix(test_seed(), 50), 0, 0};
    ipc_send(guest_id(10), &w, L4_NEVER);
    thread_stop();
}

int
main(void)
{
    uint32_t order[8];
    struct words w;
    l4_id_t source;
    test_begin();
    for (uint32_t i = 1; i <= 8; i++) {
        guest(i, speak);
        settle();
    }
    shuffle(order, 8, 0);
    for (int i = 0; i < 8; i++) {
        uint32_t result =
            i < 4 ? ipc_receive(guest_id(order[i]), &w, L4_NEVER) : ipc_wait(&source, &w, L4_NEVER);
        uint32_t all[2] = {w.w0, result};
        test_say_all(i < 4 ? "named" : "rest", all, 2);
    }
    guest(11, idle);
    guest(10, listen);
    settle();
    test_say("other", ipc_send(guest_id(10), &w, L4_SEND_ZERO));
    guest(11, speak_to_listener);
    settle();
    test_say_all("came", (const uint32_t *)got, 2);
    test_end();
}
