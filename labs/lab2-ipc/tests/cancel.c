/*
 * @test 271
 * title: A wait that is broken off ends with the code of its phase
 * exercise: 2.7
 * points: 2
 * why: a thread waits for anybody, for one partner, for time to pass, or to send, in a drawn
 *   order. lthread_ex_regs lets it go on somewhere else; there it finds 0x40, or 0x50 in the send
 *   phase. The sender stands in no queue any more.
 * seed: the order, and who waits
 * hint: ipc_cancel() ends the wait, whatever it is, and puts the thread where it can run
 * hint send: the send phase has L4_IN_SEND in its codes
 * hint receive: the result must be in the control block, and the thread in the ready queue
 * hint queue: who does not wait to send any more must leave the queue
 * hint panic: somebody's state and his place in a queue contradict one another: a sender that was
 *   cancelled must leave the queue
 * hint deadlock: the thread was not made able to run
 * answers:
 *     for i in range(12):
 *         send = mix(seed, i) % 4 == 3
 *         say("send" if send else "receive", 0x50 if send else 0x40)
 *     say("queue", 0x20)
 */
#include "broken.h"

static void
wait_open(void *unused)
{
    struct words w;
    l4_id_t source;
    ipc_wait(&source, &w, L4_NEVER);
    thread_stop();
}

static void
wait_closed(void *unused)
{
    struct words w;
    ipc_receive(L4_ROOT, &w, L4_NEVER);
    thread_stop();
}

static void
doze(void *unused)
{
    struct words w;
    ipc_receive(L4_NIL, &w, 200u << 24 | 4);
    thread_stop();
}

static void
speak(void *unused)
{
    struct words w = {0, 0, 0};
    ipc_send(L4_ROOT, &w, L4_NEVER);
    thread_stop();
}

int
main(void)
{
    static void (*const waits[4])(void *) = {wait_open, wait_closed, doze, speak};
    struct words w;
    l4_id_t source;
    test_begin();
    for (uint32_t i = 0; i < 12; i++) {
        uint32_t kind = test_mix(test_seed(), i) % 4, who = 1 + i % 6;
        guest(who, waits[kind]);
        test_say(kind == 3 ? "send" : "receive", break_off(who));
    }
    guest(7, speak);
    break_off(7);
    test_say("queue", ipc_wait(&source, &w, L4_RECV_ZERO));
    test_end();
}
