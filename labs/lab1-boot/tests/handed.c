/*
 * @test 185
 * title: thread_switch gives the processor to the thread that it names
 * exercise: 1.8
 * points: 1
 * why: five threads pass the processor on to a drawn one among them, which runs next and nobody
 *   else; one that is not ready, or does not exist, is passed over, and the next in the queue runs.
 * seed: who is named
 * hint: to whom may be switched? It exists, it is ready, and it is not oneself
 * hint order: another thread than the named one ran first
 * hint unready: the processor was given to a thread that waits, or nobody got it
 * hint deadlock: who gives the processor away can still run: where does it wait for its next turn?
 * hint timeout: who gives the processor away can still run: where does it wait for its next turn?
 * hint panic: what if the named thread waits, or is not there?
 * answers:
 *     at, order = 0, 0
 *     for i in range(30):
 *         order = (order * 31 + at) & 0xFFFFFFFF
 *         at = mix(seed, i) % 5
 *     say("order", order)
 *     say("unready", mix(seed, 99))
 */
#include "counting.h"

#define THREADS 5
#define ROUNDS  30

static volatile uint32_t turn, order, ready, over;

static void
leg(uint32_t me)
{
    order = order * 31 + me;
    uint32_t next = test_mix(test_seed(), turn) % THREADS;
    if (++turn == ROUNDS) {
        over = 1;
        next = 0;
    }
    if (next != me)
        l4_thread_switch(l4_thread_of(L4_ROOT, next));
}

static void
runner(void *argument)
{
    ready++;
    l4_thread_switch(l4_thread_of(L4_ROOT, 0));
    for (;;)
        leg((uint32_t)argument);
}

/* Gives the processor up before it answers: whoever waits is looked for in the queue, and leaves
 * it. */
static void
echo(void *unused)
{
    struct words w;
    l4_id_t client;
    ipc_wait(&client, &w, L4_NEVER);
    for (;;) {
        l4_thread_switch(L4_NIL);
        ipc_reply_and_wait(&client, &w);
    }
}

int
main(void)
{
    test_begin();
    set_priority(0, 128, SLICE(65280u)); /* the whole game takes less than one slice */
    l4_thread_switch(L4_NIL);            /* which begins here */
    struct words w = {0, 0, 0};
    ipc_call(counting_start(7, echo),
             &w); /* the answer brings the processor back, past the queue */
    l4_id_t waits = counting_start(6, (void (*)(void *))thread_stop);
    l4_thread_switch(waits);
    for (uint32_t i = 1; i < THREADS; i++) {
        l4_id_t id = counting_start(i, runner);
        while (ready != i)
            l4_thread_switch(id);
    }
    while (!over)
        leg(0);
    test_say("order", order);
    for (uint32_t i = 1; i < THREADS; i++)
        counting_start(i, (void (*)(void *))thread_stop);
    for (int i = 0; i < 10; i++) {
        l4_thread_switch(waits);
        l4_thread_switch(l4_thread_of(L4_ROOT, 40));
        l4_thread_switch(l4_thread_of(L4_ROOT, 0));
    }
    test_say("unready", test_mix(test_seed(), 99));
    test_end();
}
