/*
 * @test 323
 * title: An answer that mends nothing brings the fault again
 * exercise: 3.2
 * points: 2
 * why: the pager answers with drawn words a drawn number of times. They mean nothing, so the
 *   thread faults again each time at the same place, until the page is there; and all its
 *   registers are as before.
 * seed: the words, how often, the registers
 * hint: the answer lets the thread go back to its instruction: what the words say does not matter
 * hint again: the fault is another one the second time: was the answer taken for something?
 * hint sum: a register of the thread has changed
 * hint deadlock: the thread did not come back with its fault
 * hint timeout: the thread comes with its fault for ever, although the page is there
 * hint panic: the sentence of the assertion says what a switch or a wait expects
 * answers:
 *     for i in range(6):
 *         for n in range(mix(seed, 20 * i) % 4 + 1):
 *             say("again", 0x20000000 + i * 0x1000)
 *         say("sum", sum(mix(seed, 20 * i + k) for k in range(1, 6)))
 */
#include "faulting.h"

static volatile uint32_t sum, is_done;

static void
miss(void *number)
{
    uint32_t i = (uint32_t)number, b = MIX(20 * i + 1), c = MIX(20 * i + 2), d = MIX(20 * i + 3);
    uint32_t s = MIX(20 * i + 4), a = ARENA + i * PAGE;
    __asm__ volatile("movl (%0), %0" : "+a"(a), "+b"(b), "+c"(c), "+d"(d), "+S"(s) : : "memory");
    sum = a + b + c + d + s;
    is_done = 1;
    thread_stop();
}

int
main(void)
{
    test_begin();
    for (uint32_t i = 0; i < 6; i++) {
        is_done = 0;
        faulting(1, miss, i, L4_ROOT);
        for (uint32_t left = MIX(20 * i) % 4 + 1; left > 0; left--) {
            struct words w = {0, 0, 0};
            l4_id_t client;
            ipc_wait(&client, &w, L4_NEVER);
            test_say("again", w.w0);
            if (left == 1)
                mend(w.w0, MIX(20 * i + 5));
            answer(client, MIX(20 * i + 7 + left));
        }
        while (!is_done)
            l4_thread_switch(L4_NIL);
        test_say("sum", sum);
    }
    test_end();
}
