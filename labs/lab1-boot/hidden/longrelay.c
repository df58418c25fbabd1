/*
 * @test 167
 * title: Thirty threads pass the processor on a thousand times
 * exercise: 1.6
 * points: 1
 * why: each thread keeps a sum on its own stack, adds what is drawn, and switches to the one that
 *   is drawn. Each goes on exactly behind the switch with which it left.
 * seed: who is next, and what is added
 * hint: follow one switch on paper, both stacks side by side, from the push of EBP to the RET
 * hint order: a thread ran whose turn it was not: did switch_stacks() load the stack of the one it
 *   was given?
 * hint sums: a thread's own stack was touched by another
 * hint deadlock: a switch led nowhere
 * answers:
 *     at, order, sums = 0, 0, [0] * 30
 *     for i in range(1000):
 *         order = (order * 31 + at) & 0xFFFFFFFF
 *         sums[at] = (sums[at] * 7 + mix(seed, i)) & 0xFFFFFFFF
 *         at = mix(seed, 5000 + i) % 30
 *     total = 0
 *     for s in sums:
 *         total = (total * 31 + s) & 0xFFFFFFFF
 *     say("order", order)
 *     say("sums", total)
 */
#include <test.h>
#include <syscall.h>
#include <thread.h>

#define THREADS 30
#define ROUNDS  1000

static uint8_t stacks[THREADS][1024];
static volatile uint32_t turn, order, ready;
static volatile uint32_t sums[THREADS];

static l4_id_t
thread_id(uint32_t number)
{
    return l4_thread_of(L4_ROOT, number);
}

/* One leg; `sum` is the thread's own. */
static uint32_t
run_leg(uint32_t me, uint32_t sum)
{
    sum = sum * 7 + test_mix(test_seed(), turn);
    sums[me] = sum;
    order = order * 31 + me;
    uint32_t next = test_mix(test_seed(), 5000 + turn) % THREADS;
    if (++turn == ROUNDS)
        next = 0;
    if (next != me)
        l4_thread_switch(thread_id(next));
    return sum;
}

static void
runner(void *argument)
{
    volatile uint32_t sum = 0;
    ready++;
    l4_thread_switch(thread_id(0));
    for (;;) {
        sum = run_leg((uint32_t)argument, sum);
        while (turn == ROUNDS)
            l4_thread_switch(thread_id(0));
    }
}

int
main(void)
{
    uint32_t total = 0;
    volatile uint32_t sum = 0;
    struct schedule_state old;
    test_begin();
    l4_thread_schedule(L4_ROOT, 128, L4_INVALID, &old); /* slices without end, for all */
    l4_thread_switch(L4_NIL);                           /* here the first one begins */
    for (uint32_t i = 1; i < THREADS; i++) {
        thread_start(i, runner, (void *)i, stacks[i], sizeof stacks[i], test_pager());
        while (ready != i)
            l4_thread_switch(thread_id(i));
    }
    while (turn < ROUNDS)
        sum = run_leg(0, sum);
    for (uint32_t i = 0; i < THREADS; i++)
        total = total * 31 + sums[i];
    test_say("order", order);
    test_say("sums", total);
    test_end();
}
