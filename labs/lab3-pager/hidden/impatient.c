/*
 * @test 326
 * title: A receiver bounds the wait for its sender's memory
 * exercise: 3.2
 * points: 2
 * why: a thread sends a string whose page is not there, and its pager never answers. The receiver
 *   allows its sender's faults no time, or a drawn short one. Both calls end with the page-fault
 *   timeout, and the next message works.
 * seed: the times
 * hint: whose timeouts count when the sender's memory is missing, and which of them?
 * hint result: the receiver's result: 0xA0, receive page-fault timeout
 * hint sent: the sender's result: 0xB0, the same in its send phase
 * hint next: afterwards a short message arrives as always
 * hint deadlock: sender and receiver wait for a pager that has no time for them
 * hint panic: the sentence of the assertion says what a transfer or a wait expects
 * answers:
 *     for i in range(4):
 *         say("result", 0xA0)
 *         say("sent", 0xB0)
 *         say("next", mix(seed, i))
 */
#include "../tests/faulting.h"
#include <message.h>

static volatile uint32_t sent;

static void
deaf(void *unused)
{
    thread_stop();
}

static void
speak(void *number)
{
    struct words w = {MIX((uint32_t)number), 0, 0};
    MESSAGE(3, 1) m;
    message_init(&m, 3, 1);
    message_words(&m, 3);
    message_string(&m, (void *)ARENA, 100);
    sent = IPC_ERROR(message_send(L4_ROOT, &m, L4_NEVER));
    ipc_send(L4_ROOT, &w, L4_NEVER);
    thread_stop();
}

int
main(void)
{
    static uint8_t room[100] = {1};
    test_begin();
    l4_id_t pager = faulting(2, deaf, 0, test_pager());
    settle();
    for (uint32_t i = 0; i < 4; i++) {
        MESSAGE(3, 1) m;
        struct words w = {0, 0, 0};
        l4_id_t client = faulting(1, speak, i, pager);
        message_init(&m, 3, 1);
        message_buffer(&m, room, sizeof room);
        uint32_t p = i ? 10 + MIX(50 + i) % 5 : 15;
        test_say("result", IPC_ERROR(message_receive(client, &m, p << 8)));
        ipc_receive(client, &w, L4_NEVER);
        test_say("sent", sent);
        test_say("next", w.w0);
    }
    test_end();
}
