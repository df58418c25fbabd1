/*
 * Chapter 4, second part: many wakeups, and stale ones. A thread whose wait was over early may
 * stand in the kernel's lists for its old time: that must mean nothing to what it does next.
 */
#include "check.h"
#include "ipc.h"
#include "thread.h"

#define TICK        4096u
#define LATE        (3 * TICK)
#define SLEEP_MS(n) ((uint32_t)(n) << 24 | 10u) /* n * 1024 us, receive */

static volatile uint32_t results[8], order[8], order_count, woken, stage;

/* A wait of 20 ms that is answered, then one for ever. */
static void
wait_short_then_for_ever(void)
{
    struct words w;
    l4_id_t source;
    results[0] = ipc_wait(&source, &w, SLEEP_MS(20));
    stage = 1;
    results[1] = ipc_wait(&source, &w, L4_NEVER);
    stage = 2;
    thread_stop();
}

TEST(4.08, "the wakeup of a wait that was answered does not end the next wait")
{
    struct words w = {5, 0, 0};
    stage = 0;
    l4_id_t helper = helper_thread(0, wait_short_then_for_ever);
    settle();
    CHECK_EQ("send", 0, ipc_send(helper, &w, L4_SEND_ZERO));
    pause_us(60000);
    CHECK_EQ("first wait", 0, results[0]);
    CHECK_EQ("it still waits", 1, stage);
    CHECK_EQ("second send", 0, ipc_send(helper, &w, L4_SEND_ZERO));
    settle();
    CHECK_EQ("second wait", 0, results[1]);
}

static void
wait_short_then_long(void)
{
    struct words w;
    l4_id_t source;
    results[0] = ipc_wait(&source, &w, SLEEP_MS(20));
    uint32_t begin = clock_us();
    results[1] = ipc_wait(&source, &w, SLEEP_MS(100));
    results[2] = clock_us() - begin;
    thread_stop();
}

TEST(4.09, "a longer wait behind a shorter one lasts its own time")
{
    struct words w = {5, 0, 0};
    l4_id_t helper = helper_thread(0, wait_short_then_long);
    settle();
    ipc_send(helper, &w, L4_SEND_ZERO);
    pause_us(150000);
    CHECK_EQ("result", 0x20, results[1]);
    CHECK(results[2] + TICK >= 102400 && results[2] <= 102400 + LATE);
}

static void
wait_long_then_short(void)
{
    struct words w;
    l4_id_t source;
    results[0] = ipc_wait(&source, &w, SLEEP_MS(200));
    uint32_t begin = clock_us();
    results[1] = ipc_wait(&source, &w, SLEEP_MS(20));
    results[2] = clock_us() - begin;
    thread_stop();
}

TEST(4.10, "a shorter wait behind a longer one is not prolonged by it")
{
    struct words w = {5, 0, 0};
    l4_id_t helper = helper_thread(0, wait_long_then_short);
    settle();
    ipc_send(helper, &w, L4_SEND_ZERO);
    pause_us(60000);
    CHECK_EQ("result", 0x20, results[1]);
    CHECK(results[2] <= 20480 + LATE);
}

static void
sleep_by_number(void)
{
    struct words w;
    uint32_t n = l4_lthread_no(thread_self());
    ipc_receive(L4_NIL, &w, SLEEP_MS(100 - 12 * (n - 2)));
    order[order_count++] = n;
    thread_stop();
}

TEST(4.11, "sleepers wake in the order of their times, not in that of their going to sleep")
{
    order_count = 0;
    for (uint32_t i = 0; i < 8; i++)
        helper_thread(i, sleep_by_number);
    pause_us(150000);
    CHECK_EQ("all are awake", 8, order_count);
    for (uint32_t i = 0; i < 8; i++)
        CHECK_EQ("who", 9 - i, order[i]);
}

static void
sleep_30_ms(void)
{
    struct words w;
    ipc_receive(L4_NIL, &w, SLEEP_MS(30));
    woken++;
    thread_stop();
}

TEST(4.12, "many threads with the same time all wake")
{
    static char stacks[40][512] __attribute__((aligned(16)));
    woken = 0;
    for (uint32_t i = 0; i < 40; i++)
        thread_start(20 + i, (void (*)(void *))sleep_30_ms, 0, stacks[i], 512, thread_pager());
    settle();
    CHECK_EQ("none is early", 0, woken);
    pause_us(60000);
    CHECK_EQ("awake", 40, woken);
}

TEST(4.19, "a sleeper that lthread_ex_regs redirected is not woken by its old time")
{
    woken = 0;
    helper_thread(0, sleep_30_ms);
    settle();
    helper_thread(0, thread_stop);
    pause_us(60000);
    CHECK_EQ("woken", 0, woken);
}

TEST(4.20, "the wakeup of a deleted task does nothing to the task that has its number next")
{
    woken = 0;
    stage = 0;
    helper_task(0, sleep_30_ms);
    settle();
    l4_id_t next = helper_task(0, wait_short_then_for_ever);
    struct words w = {5, 0, 0};
    settle();
    CHECK_EQ("send", 0, ipc_send(next, &w, L4_SEND_ZERO));
    pause_us(60000);
    CHECK_EQ("the old one is gone", 0, woken);
    CHECK_EQ("the new one waits", 1, stage);
}
