/*
 * @test 214
 * title: Each error has its code, and its phase
 * exercise: 2.1
 * points: 2
 * why: a partner that does not exist, or is the thread itself, is L4_ENOT_EXISTENT (0x10) for a
 *   send and for a receive. With no time to wait a send to a thread that does not receive is
 *   0x30, a receive from one that does not send 0x20. None of them changes anything.
 * seed: the numbers of the threads that are asked for
 * hint: the table of the results in the interface: the odd nibble is the send phase, the even one
 *   the receive phase
 * hint nobody: tcb_find() says whether there is such a thread
 * hint self: nobody receives while it sends: a thread that sends to itself would wait for ever
 * hint busy: L4_ETIMEOUT is the code of the receive phase, L4_IN_SEND makes it that of the send
 *   phase
 * hint silent-partner: a timeout of 0 is no wait at all
 * hint after: a failed call left something behind
 * hint timeout: a call that must fail at once waits
 * hint deadlock: a call that must fail at once waits for ever
 * hint panic: the sentence of the assertion says what a switch or a queue expects
 * answers:
 *     for i in range(4):
 *         say("nobody", 0x10, 0x10)
 *     say("self", 0x10)
 *     for i in range(4):
 *         say("busy", 0x30)
 *         say("silent-partner", 0x20, 0x20)
 *     say("after", mix(seed, 9), 0)
 */
#include "party.h"

static void
idle(void *unused)
{
    thread_stop();
}

static void
speak(void *unused)
{
    struct words w = {test_mix(test_seed(), 9), 0, 0};
    ipc_send(L4_ROOT, &w, L4_NEVER);
    thread_stop();
}

int
main(void)
{
    struct words w = {1, 2, 3};
    l4_id_t source;
    test_begin();
    for (uint32_t i = 0; i < 4; i++) {
        l4_id_t nobody = guest_id(30 + test_mix(test_seed(), i) % 30);
        uint32_t all[2] = {ipc_send(nobody, &w, L4_NEVER), ipc_receive(nobody, &w, L4_NEVER)};
        test_say_all("nobody", all, 2);
    }
    test_say("self", ipc_send(L4_ROOT, &w, L4_NEVER));
    for (uint32_t i = 1; i <= 4; i++) {
        guest(i, idle);
        settle();
        test_say("busy", ipc_send(guest_id(i), &w, L4_SEND_ZERO));
        uint32_t all[2] = {ipc_receive(guest_id(i), &w, L4_RECV_ZERO),
                           ipc_wait(&source, &w, L4_RECV_ZERO)};
        test_say_all("silent-partner", all, 2);
    }
    guest(1, speak);
    uint32_t result = ipc_wait(&source, &w, L4_NEVER);
    uint32_t all[2] = {w.w0, result};
    test_say_all("after", all, 2);
    test_end();
}
