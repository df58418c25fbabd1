/*
 * @test 163
 * title: Eight threads pass the processor on in an order that nobody could guess
 * exercise: 1.6
 * points: 3
 * why: each thread counts, notes who it is, and switches to the one whose number is drawn next.
 *   Each goes on exactly behind the switch with which it left, with the variables of its own stack.
 * seed: who is next
 * hint: follow one switch on paper, both stacks side by side, from the push of EBP to the RET
 * hint order: a thread ran whose turn it was not: did switch_stacks() load the stack of the one it
 *   was given?
 * hint local: a thread's own stack was touched by another
 * hint deadlock: a switch led nowhere
 * answers:
 *     at, visits = 0, [0] * 8
 *     order = 0
 *     for i in range(40):
 *         order = (order * 31 + at) & 0xFFFFFFFF
 *         visits[at] += 1
 *         at = mix(seed, i) % 8
 *     say("order", order)
 *     say("local", *visits)
 */
#include <test.h>
#include <syscall.h>
#include <thread.h>

#define THREADS 8
#define ROUNDS  40

static uint8_t stacks[THREADS][4096];
static volatile uint32_t round, order, ready;
static uint32_t visits[THREADS];
static volatile int over;

static l4_id_t
thread_id(uint32_t number)
{
    return l4_thread_of(L4_ROOT, number);
}

/* One leg: it is this thread's turn. Then whoever was drawn. */
static void
run_leg(uint32_t me)
{
    order = order * 31 + me;
    uint32_t next = test_mix(test_seed(), round) % THREADS;
    if (++round == ROUNDS) {
        over = 1;
        l4_thread_switch(thread_id(0));
    } else if (next != me) {
        l4_thread_switch(thread_id(next));
    }
}

/* `mine` lives on this thread's own stack and nowhere else. It runs only when it is switched to. */
static void
runner(void *argument)
{
    uint32_t me = (uint32_t)argument;
    volatile uint32_t mine = 0;
    ready++;
    l4_thread_switch(thread_id(0));
    for (;;) {
        mine++;
        visits[me] = mine;
        run_leg(me);
    }
}

int
main(void)
{
    test_begin();
    for (uint32_t i = 1; i < THREADS; i++) {
        thread_start(i, runner, (void *)i, stacks[i], sizeof stacks[i], test_pager());
        while (ready != i)
            l4_thread_switch(thread_id(i));
    }
    volatile uint32_t mine = 0;
    while (!over) {
        mine++;
        visits[0] = mine;
        run_leg(0);
    }
    test_say("order", order);
    test_say_all("local", visits, THREADS);
    test_end();
}
