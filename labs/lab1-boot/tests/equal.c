/*
 * @test 181
 * title: Threads of one priority share the processor
 * exercise: 1.8
 * points: 2
 * why: four threads count and never call the kernel, for half a second. Each gets a quarter of the
 *   processor, give or take a third of it.
 * seed: a word that is said in the end
 * hint: at the end of a slice the thread goes to the end of its ring, and the next one begins with
 *   a slice of its own
 * hint share: who got more than the others, and who never ran? Look at slice_left at each tick
 * hint timeout: one thread runs for ever: what happens at the tick when its slice is used up?
 * hint deadlock: a thread that loses the processor must stand in the queue, or nobody finds it
 *   again
 * hint panic: who is put into the queue, and in which state is it?
 * answers:
 *     for i in range(4):
 *         say("share", 1)
 *     say("word", mix(seed, 1))
 */
#include "counting.h"

/* Waits for its caller, who waits for ever: so it gets the processor by a message, past the queue.
 */
static void
wait_then_count(void *argument)
{
    struct words w;
    l4_id_t client;
    ipc_wait(&client, &w, L4_NEVER);
    count(argument);
}

static void
call(void *argument)
{
    struct words w = {0, 0, 0};
    ipc_call(l4_thread_of(L4_ROOT, (uint32_t)argument - 8), &w);
    thread_stop();
}

int
main(void)
{
    uint32_t total = 0;
    test_begin();
    counting_begin();
    for (uint32_t i = 1; i <= 4; i++)
        counting_start(i, wait_then_count);
    counting_sleep(MS(10u));
    for (uint32_t i = 1; i <= 4; i++)
        counting_start(8 + i, call);
    uint32_t seen[5], before[5];
    counting_sleep(MS(60u));
    for (uint32_t i = 1; i <= 4; i++)
        before[i] = counters[i];
    counting_sleep(MS(250u));
    counting_sleep(MS(250u));
    for (uint32_t i = 1; i <= 4; i++)
        total += seen[i] = counters[i] - before[i];
    for (uint32_t i = 1; i <= 4; i++)
        test_say("share", seen[i] > total / 6 && seen[i] < total / 3);
    test_say("word", test_mix(test_seed(), 1));
    test_end();
}
