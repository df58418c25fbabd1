/*
 * @test 327
 * title: A thread that waits for its pager can be sent elsewhere
 * exercise: 3.2
 * points: 2
 * why: a thread waits for its pager, which has its fault already, or has not yet. The test gives
 *   the thread a new place to go on. It goes on there, without an exception.
 * seed: what it says when it has arrived
 * hint: a cancelled call to the pager is no failure of the pager: the thread has a new EIP in its
 *   frame
 * hint arrived: the thread took an exception, or still waits
 * hint deadlock: the thread still waits for its pager
 * hint panic: the sentence of the assertion says what a wait expects
 * answers:
 *     for i in range(6):
 *         say("arrived", mix(seed, i))
 */
#include "../tests/faulting.h"

static volatile uint32_t arrived, turn;

static void
elsewhere(void)
{
    arrived = MIX(turn);
    thread_stop();
}

static void
miss(void *number)
{
    touch_read(ARENA + (uint32_t)number * PAGE);
    thread_stop();
}

int
main(void)
{
    test_begin();
    for (turn = 0; turn < 6; turn++) {
        struct words w;
        l4_id_t client;
        arrived = 0;
        faulting(1, miss, turn, L4_ROOT);
        settle();
        if (turn % 2)
            ipc_wait(&client, &w, L4_NEVER);
        struct thread_regs r = {(uint32_t)elsewhere, (uint32_t)&fault_stacks[1][500], L4_INVALID,
                                L4_INVALID, 0};
        l4_lthread_ex_regs(1, &r);
        settle();
        test_say("arrived", arrived);
    }
    test_end();
}
