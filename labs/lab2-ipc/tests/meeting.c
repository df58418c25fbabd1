/*
 * @test 211
 * title: A message arrives whoever comes first
 * exercise: 2.1
 * points: 2
 * why: eight times a thread sends three drawn words; every other time it comes first and waits,
 *   else the receiver does. The words, the sender's id and a result without error arrive, and the
 *   sender learns that all went well.
 * seed: the words
 * hint: two cases, and each must work alone: the receiver waits already, or the sender does
 * hint words: who came first? A sender that waited has its words in its control block still: it
 *   carries them over when it goes on
 * hint sent: the sender's result must be L4_OK; is me->result cleared before it waits?
 * hint deadlock: one of the two waits for ever: who was to give it the processor?
 * hint panic: the sentence of the assertion says what a switch or a queue expects
 * answers:
 *     for i in range(8):
 *         say("words", mix(seed, 3 * i), mix(seed, 3 * i + 1), mix(seed, 3 * i + 2), 0, 0x04040401)
 *         say("sent", 0)
 */
#include "party.h"

static volatile uint32_t turn, sent;

static void
speak(void *unused)
{
    struct words w = {test_mix(test_seed(), 3 * turn), test_mix(test_seed(), 3 * turn + 1),
                      test_mix(test_seed(), 3 * turn + 2)};
    sent = ipc_send(L4_ROOT, &w, L4_NEVER);
    for (;;)
        l4_thread_switch(L4_NIL);
}

int
main(void)
{
    test_begin();
    for (turn = 0; turn < 8; turn++) {
        struct words w = {0, 0, 0};
        l4_id_t source = L4_NIL;
        sent = UNTOUCHED;
        guest(1, speak);
        if (turn % 2)
            settle(); /* it waits in our queue */
        uint32_t result = ipc_wait(&source, &w, L4_NEVER);
        settle();
        uint32_t all[5] = {w.w0, w.w1, w.w2, result, source};
        test_say_all("words", all, 5);
        test_say("sent", sent);
    }
    test_end();
}
