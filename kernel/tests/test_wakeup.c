/*
 * The wakeup lists against a table of times that never wraps: waits that end early, waits that
 * become longer or shorter, far ones, and the move of the base.
 */
#include "host.h"
#include "thread/wakeup.c"
#include "check.h"

#include <string.h>

#define THREADS 40
#define NEVER   UINT64_MAX

static struct tcb threads[THREADS];
static uint64_t now, due_at[THREADS]; /* the model */
static int expired[THREADS];

static void
start(uint32_t tick)
{
    for (int i = 0; i < THREADS; i++)
        wakeup_forget(&threads[i]);
    memset(threads, 0, sizeof threads);
    for (int i = 0; i < THREADS; i++) {
        due_at[i] = NEVER;
        threads[i].state = THREAD_READY;
    }
    wakeup_now = tick;
    now = tick;
}

static void
wait_for(int n, uint32_t ticks)
{
    wakeup_arm(&threads[n], ticks);
    threads[n].state = THREAD_RECEIVING | THREAD_TIMED;
    due_at[n] = now + 1 + ticks;
    if (due_at[n] % WAKEUP_EPOCH ==
        0) /* the tick that moves the base wakes nobody: the next one does */
        due_at[n]++;
}

static void
end_wait(int n)
{
    threads[n].state = THREAD_READY;
    due_at[n] = NEVER;
}

static void
expire(struct tcb *t)
{
    expired[t - threads]++;
    t->state = THREAD_READY;
}

/* One tick; exactly those whose time it is are woken. */
static void
tick_and_compare(void)
{
    memset(expired, 0, sizeof expired);
    wakeup_tick(expire);
    now++;
    for (int i = 0; i < THREADS; i++) {
        CHECK_EQ(due_at[i] == now, expired[i]);
        if (due_at[i] == now)
            due_at[i] = NEVER;
    }
}

static void
each_wait_ends_at_its_tick(void)
{
    start(1);
    for (int i = 0; i < THREADS; i++)
        wait_for(i, (uint32_t)(1 + i * 3));
    for (int i = 0; i < 200; i++)
        tick_and_compare();
}

static void
a_wait_that_ended_early_wakes_nobody(void)
{
    start(1);
    wait_for(0, 10);
    end_wait(0);
    for (int i = 0; i < 20; i++)
        tick_and_compare();
}

static void
a_later_wait_of_the_same_thread(void)
{
    start(1);
    wait_for(0, 10); /* filed for 10 */
    end_wait(0);
    wait_for(0, 30); /* longer: filed again when the old place comes up */
    wait_for(1, 30);
    end_wait(1);
    wait_for(1, 5); /* shorter: filed at once */
    for (int i = 0; i < 50; i++)
        tick_and_compare();
}

static void
far_waits_survive_the_move_of_the_base(void)
{
    start(WAKEUP_EPOCH - 20);
    wait_for(0, 10);               /* before the move */
    wait_for(1, 19);               /* at the move */
    wait_for(2, 25);               /* behind it */
    wait_for(3, 18);               /* the tick itself */
    wait_for(4, WAKEUP_EPOCH + 5); /* one epoch later */
    wait_for(5, 40);
    end_wait(5); /* stale at the move */
    for (int i = 0; i < 100; i++)
        tick_and_compare();
    CHECK(due_at[4] != NEVER);
    CHECK_EQ(due_at[4] - WAKEUP_EPOCH, threads[4].wakeup);
}

static void
longest_timeouts_are_kept(void)
{
    start(100);
    wait_for(0, timeout_ticks(255, 1));
    CHECK(threads[0].wakeup > WAKEUP_EPOCH);
    for (int i = 0; i < 50; i++)
        tick_and_compare();
}

static void
random_waits(uint32_t first_tick, uint32_t seed)
{
    start(first_tick);
    for (int step = 0; step < 20000; step++) {
        int n = (int)(random_next(&seed) >> 8) % THREADS;
        if (threads[n].state & THREAD_TIMED) {
            if (random_next(&seed) & 0x100)
                end_wait(n);
        } else {
            uint32_t range = (random_next(&seed) >> 8) % 3 ? 40 : 3 * WAKEUP_EPOCH;
            wait_for(n, 1 + (random_next(&seed) >> 2) % range);
        }
        if ((random_next(&seed) >> 8) % 3)
            tick_and_compare();
    }
}

static void
random_operations(void)
{
    random_waits(1, 7);
    for (uint32_t seed = 1; seed < 6; seed++) /* the base moves in the middle */
        random_waits(WAKEUP_EPOCH - 5000, seed);
}

TEST_MAIN({"wakeup: each wait ends at its tick", each_wait_ends_at_its_tick},
          {"wakeup: a wait that ended early wakes nobody", a_wait_that_ended_early_wakes_nobody},
          {"wakeup: a later wait of the same thread, longer or shorter",
           a_later_wait_of_the_same_thread},
          {"wakeup: far waits survive the move of the base",
           far_waits_survive_the_move_of_the_base},
          {"wakeup: the longest timeouts are kept", longest_timeouts_are_kept},
          {"wakeup: random waits against a table", random_operations})
