/*
 * The ready queue against an array for each priority. Lazy scheduling: the queue may hold threads
 * that cannot run.
 */
#include "host.h"
#include "thread/ready.c"
#include "check.h"

#include <string.h>

#define THREADS 48

static struct tcb threads[THREADS], idle;
static int queue[PRIORITIES][THREADS], count[PRIORITIES]; /* the model */

struct tcb *
tcb_idle(void)
{
    return &idle;
}

static void
model_remove(int n)
{
    uint32_t p = threads[n].priority;
    for (int i = 0; i < count[p]; i++)
        if (queue[p][i] == n) {
            memmove(queue[p] + i, queue[p] + i + 1, (size_t)(--count[p] - i) * sizeof(int));
            return;
        }
}

static int
model_holds(int n)
{
    uint32_t p = threads[n].priority;
    for (int i = 0; i < count[p]; i++)
        if (queue[p][i] == n)
            return 1;
    return 0;
}

static void
model_append(int n)
{
    uint32_t p = threads[n].priority;
    queue[p][count[p]++] = n;
}

/* Whoever cannot run and is met at the head goes out; the first who can is next, and goes to the
 * end. -1: nobody. */
static int
model_next(void)
{
    for (int p = PRIORITIES - 1; p >= 0; p--)
        while (count[p]) {
            int n = queue[p][0];
            model_remove(n);
            if (threads[n].state == THREAD_READY) {
                model_append(n);
                return n;
            }
        }
    return -1;
}

static void
start(void)
{
    for (int i = 0; i < THREADS; i++)
        ready_dequeue(&threads[i]);
    memset(threads, 0, sizeof threads);
    memset(count, 0, sizeof count);
    for (int i = 0; i < THREADS; i++)
        threads[i].state = THREAD_READY;
}

static void
enqueue(int n)
{
    if (!model_holds(n))
        model_append(n);
    ready_enqueue(&threads[n]);
}

static void
compare(void)
{
    int highest = -1;
    for (int p = 0; p < PRIORITIES; p++) {
        struct tcb *t = ready_ring((uint32_t)p);
        CHECK_EQ(count[p] == 0, t == NULL);
        for (int i = 0; t && i < count[p]; i++, t = t->ready_next) {
            CHECK_EQ(queue[p][i], t - threads);
            CHECK(t->ready_next->ready_previous == t);
        }
        if (count[p])
            highest = p;
    }
    CHECK_EQ(highest, ready_highest());
}

static void
an_empty_queue_gives_the_idle_thread(void)
{
    start();
    CHECK(ready_next() == &idle);
    CHECK_EQ(-1, ready_highest());
}

static void
round_robin_in_one_priority(void)
{
    start();
    for (int i = 0; i < 5; i++)
        enqueue(i);
    for (int i = 0; i < 20; i++)
        CHECK(ready_next() == &threads[i % 5]);
}

static void
every_priority_is_found(void)
{
    for (uint32_t p = 0; p < PRIORITIES; p++) {
        start();
        threads[0].priority = p;
        enqueue(0);
        CHECK_EQ(p, ready_highest());
        CHECK(ready_next() == &threads[0]);
    }
}

static void
who_cannot_run_is_cleaned_out(void)
{
    start();
    for (int i = 0; i < 4; i++)
        enqueue(i);
    threads[0].state = threads[1].state = THREAD_RECEIVING;
    CHECK(ready_next() == &threads[2]);
    CHECK(!threads[0].ready_next && !threads[1].ready_next);
}

static void
random_operations(void)
{
    uint32_t seed = 19;
    start();
    for (int step = 0; step < 40000; step++) {
        int n = (int)(random_next(&seed) >> 8) % THREADS;
        switch ((random_next(&seed) >> 8) % 6) {
        case 0:
            model_remove(n);
            ready_dequeue(&threads[n]);
            break;
        case 1:
            threads[n].state = threads[n].state == THREAD_READY ? THREAD_SENDING : THREAD_READY;
            break;
        case 2:
            if (!threads[n].ready_next)
                threads[n].priority = (random_next(&seed) >> 8) % PRIORITIES;
            break;
        case 3: {
            int expected = model_next();
            CHECK(ready_next() == (expected < 0 ? &idle : &threads[expected]));
            break;
        }
        default:
            enqueue(n);
        }
        compare();
    }
}

TEST_MAIN({"ready: an empty queue gives the idle thread", an_empty_queue_gives_the_idle_thread},
          {"ready: threads of one priority take turns", round_robin_in_one_priority},
          {"ready: each of the 256 priorities is found", every_priority_is_found},
          {"ready: who cannot run is cleaned out when he is met", who_cannot_run_is_cleaned_out},
          {"ready: random operations against arrays", random_operations})
