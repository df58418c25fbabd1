/*
 * @test 324
 * title: A fault in the middle of a message leaves the message alone
 * exercise: 3.2
 * points: 4
 * why: a thread calls the test with drawn words and a string of four pages that are not there yet;
 *   its pager is another thread, which brings them one by one. Words and string arrive, and the
 *   thread gets the answer that is meant for it. Three times.
 * seed: the words, the string, the answer
 * hint: the call to the pager uses the same control block as the call that it interrupts: what
 *   must be as before afterwards?
 * hint words: the words of the message are those of a fault, or of the pager's answer
 * hint string: the pages arrived, but not what is in them
 * hint answer: the call went on with another partner, window or timeout than it had, or its words
 *   are not the answer's
 * hint deadlock: after the fault somebody waits for the wrong partner: whom did the thread want to
 *   hear?
 * hint timeout: a fault comes for ever
 * hint panic: the sentence of the assertion says what a transfer or a wait expects
 * answers:
 *     for i in range(3):
 *         say("words", mix(seed, 10 * i), mix(seed, 10 * i + 1), mix(seed, 10 * i + 2), 0)
 *         say("string", *[mix(seed, 0x20000 + 4 * i + k) for k in range(4)])
 *         say("answer", mix(seed, 10 * i + 3), 0)
 */
#include "faulting.h"
#include <message.h>

static volatile uint32_t got, result, is_done;
static uint32_t room[4][1024];

static void
bring(void *unused)
{
    struct words w;
    l4_id_t client;
    for (;;) {
        ipc_wait(&client, &w, L4_NEVER);
        mend(w.w0, MIX(w.w0 >> 12));
        answer(client, 0xBAD00000u);
    }
}

static void
call(void *number)
{
    uint32_t i = (uint32_t)number;
    MESSAGE(3, 1) m;
    message_init(&m, 3, 1);
    for (uint32_t k = 0; k < 3; k++)
        m.dword[k] = MIX(10 * i + k);
    message_words(&m, 3);
    message_string(&m, (void *)(ARENA + 4 * i * PAGE), 4 * PAGE);
    result = IPC_ERROR(message_call(L4_ROOT, &m, &m, L4_NEVER));
    got = m.dword[0];
    is_done = 1;
    thread_stop();
}

int
main(void)
{
    test_begin();
    for (uint32_t i = 0; i < 4; i++)
        room[i][0] = 1;
    l4_id_t pager = faulting(2, bring, 0, test_pager());
    for (uint32_t i = 0; i < 3; i++) {
        MESSAGE(3, 1) m;
        is_done = 0;
        l4_id_t client = faulting(1, call, i, pager);
        message_init(&m, 3, 1);
        message_buffer(&m, room, sizeof room);
        uint32_t error = IPC_ERROR(message_receive(client, &m, L4_NEVER));
        uint32_t all[4] = {m.dword[0], m.dword[1], m.dword[2], error};
        test_say_all("words", all, 4);
        for (uint32_t k = 0; k < 4; k++)
            all[k] = room[k][7 * i];
        test_say_all("string", all, 4);
        answer(client, MIX(10 * i + 3));
        for (uint32_t n = 0; n < 100 && !is_done; n++)
            l4_thread_switch(L4_NIL);
        all[0] = got;
        all[1] = result;
        test_say_all("answer", all, 2);
    }
    test_end();
}
