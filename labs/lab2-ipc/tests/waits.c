/*
 * @test 284
 * title: Who calls waits for that partner alone, and only one who is there is called
 * exercise: 2.8
 * points: 2
 * why: a client calls a server that does not answer at once. Meanwhile others cannot reach the
 *   client (0x30). A call to a thread that does not exist fails with 0x10, one to a thread that
 *   waits for another with 0x30 if it has no time.
 * seed: the words
 * hint: what is not simple has to be left to the general case, before anything is changed
 * hint stranger: a call is followed by a closed wait: what is in `accepts` and `partner`?
 * hint nobody: the control block of a thread that does not exist shows another id
 * hint busy: who waits for another does not wait for us
 * hint answer: the answer must still arrive afterwards
 * hint deadlock: the answer, or somebody who waits for it, was lost
 * hint panic: somebody was handed the processor who does not exist or does not wait for us
 * answers:
 *     for i in range(4):
 *         say("stranger", 0x30)
 *         say("nobody", 0x10)
 *         say("busy", 0x30)
 *         say("answer", mix(seed, i) ^ 0x486, 0)
 */
#include "party.h"

static volatile uint32_t answer, result, go, turn;

static void
serve(void *unused)
{
    struct words w;
    l4_id_t client;
    ipc_wait(&client, &w, L4_NEVER);
    for (;;) {
        while (!go)
            l4_thread_switch(L4_NIL);
        go = 0;
        w.w0 ^= 0x486;
        l4_ipc(client, 0, L4_RECV_OPEN, L4_NEVER, &w, &client);
    }
}

static void
ask(void *unused)
{
    struct words w = {test_mix(test_seed(), turn), 0, 0};
    result = ipc_call(guest_id(9), &w);
    answer = w.w0;
    thread_stop();
}

int
main(void)
{
    struct words w = {1, 2, 3};
    l4_id_t source;
    test_begin();
    guest(9, serve);
    settle();
    for (turn = 0; turn < 4; turn++) {
        guest(1, ask);
        settle();
        test_say("stranger", l4_ipc(guest_id(1), 0, 0, L4_BOTH_ZERO, &w, &source));
        test_say("nobody", l4_ipc(guest_id(40 + turn), 0, 0, L4_NEVER, &w, &source));
        test_say("busy", l4_ipc(guest_id(9), 0, 0, L4_BOTH_ZERO, &w, &source));
        go = 1;
        settle();
        uint32_t both[2] = {answer, result};
        test_say_all("answer", both, 2);
    }
    test_end();
}
