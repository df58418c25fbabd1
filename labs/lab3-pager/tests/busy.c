/*
 * @test 322
 * title: Faults wait for a pager that is busy
 * exercise: 3.2
 * points: 2
 * why: ten threads touch a page each, in a drawn order, while their pager does something else. It
 *   gets the faults in that order, and each thread goes on when its own fault is answered.
 * seed: the order
 * hint: the call to the pager may have to wait like every other call, for as long as it takes
 * hint order: a fault was lost, or came in another's name
 * hint went-on: the wrong thread went on, or none
 * hint deadlock: a thread that waits to send its fault must be found in the pager's queue
 * hint timeout: a thread faults for ever
 * hint panic: the sentence of the assertion says what a switch or a wait expects
 * answers:
 *     order = list(range(1, 11))
 *     for i in range(10):
 *         j = i + mix(seed, i) % (10 - i)
 *         order[i], order[j] = order[j], order[i]
 *     done = 0
 *     for n in order:
 *         done |= 1 << n
 *         say("order", n, 0x20000000 + n * 0x1000 + 2)
 *         say("went-on", done)
 */
#include "faulting.h"

static volatile uint32_t done;

static void
miss(void *number)
{
    touch_write(ARENA + (uint32_t)number * PAGE);
    done |= 1u << (uint32_t)number;
    thread_stop();
}

int
main(void)
{
    uint32_t order[10];
    test_begin();
    for (uint32_t i = 0; i < 10; i++)
        order[i] = i + 1;
    for (uint32_t i = 0; i < 10; i++) {
        uint32_t j = i + MIX(i) % (10 - i), t = order[j];
        order[j] = order[i];
        order[i] = t;
        faulting(t, miss, t, L4_ROOT);
        settle();
    }
    for (uint32_t i = 0; i < 10; i++) {
        struct words w = {0, 0, 0};
        l4_id_t client = L4_NIL;
        ipc_wait(&client, &w, L4_NEVER);
        uint32_t all[2] = {l4_lthread_no(client), w.w0};
        test_say_all("order", all, 2);
        mend(w.w0, 0);
        answer(client, 0);
        settle();
        test_say("went-on", done);
    }
    test_end();
}
