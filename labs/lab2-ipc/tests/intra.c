/*
 * @test 282
 * title: A short message inside one space is faster than one between spaces
 * exercise: 2.8
 * points: 2
 * why: Two threads of one task: no space is changed. A hundred calls carry drawn words there and
 *   back; the time is that of one way, from the INT of the client to the instruction behind that
 *   of the server.
 * seed: the words
 * window: way shuttle_from shuttle_to 100
 * cycles: way 300 550 1
 * hint: a word was lost, or the call had an error
 * hint cycles: count the lines that a call touches in both control blocks, and the tests; is each
 *   needed before the switch? Does the answer take the fast path, too?
 * hint sum: the words stay in their registers: nothing is to be done for them
 * hint deadlock: one of the two waits for ever: what must the control block of one that waits
 *   say?
 * hint panic: the sentence of the assertion says what a thread that waits or runs looks like
 * answers:
 *     total = 0
 *     for i in range(100):
 *         total = (total * 3 + mix(seed, i) + 2 * i + 1 + mix(seed, 1000 + i)) & 0xFFFFFFFF
 *     say("errors", 0)
 *     say("sum", total)
 */
#include "shuttle.h"

int
main(void)
{
    test_begin();
    static uint32_t stack[64];
    l4_id_t server =
        thread_start(1, (void (*)(void *))shuttle_serve, 0, stack, sizeof stack, test_pager());
    settle();
    shuttle_run(server, L4_NEVER);
    test_end();
}
