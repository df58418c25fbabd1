/*
 * Chapter 4: timeouts. All times are those of the kernel's clock, which moves on by about 4 ms at
 * each tick: a wait of t may last until the second tick behind t.
 */
#include "check.h"
#include "ipc.h"
#include "thread.h"

#define TICK  4096u
#define LATE  (3 * TICK)
#define MS_10 0x9C00000Cu /* receive 9984 us */

/* m * 4^(15-e) microseconds as receive or as send timeout. */
#define RECEIVE_TIMEOUT(m, e) (((uint32_t)(m) << 24) | (e))
#define SEND_TIMEOUT(m, e)    (((uint32_t)(m) << 16) | ((e) << 4))
#define SLEEP_MS(n)           RECEIVE_TIMEOUT(n, 10) /* n * 1024 us */

static volatile uint32_t results[8], woken;
static volatile l4_id_t partner;

/* How long a receive with these timeouts waited, in microseconds, when nobody sends. */
static uint32_t
measure(uint32_t receive, l4_id_t from, l4_timeout_t timeouts, uint32_t *result)
{
    struct words w = {0, 0, 0};
    l4_id_t source;
    uint32_t begin = clock_us();
    *result = l4_ipc(from, L4_NO_SEND, receive, timeouts, &w, &source);
    return clock_us() - begin;
}

static void
check_wait(uint32_t receive, l4_id_t from, l4_timeout_t timeouts, uint32_t us)
{
    uint32_t result, time = measure(receive, from, timeouts, &result);
    CHECK_EQ("result", 0x20, result);
    CHECK(time + TICK >= us);
    CHECK(time <= us + LATE);
}

TEST(4.01, "a sleep of 10 ms ends with 0x20 after 10 ms")
{
    check_wait(0, L4_NIL, MS_10, 9984);
}

TEST(4.02, "a sleep lasts m * 4^(15-e) microseconds for each e that a test can wait for")
{
    static const struct {
        uint32_t m, e, us;
    } cases[] = {{255, 12, 16320},  {100, 11, 25600}, {255, 11, 65280},
                 {100, 10, 102400}, {50, 9, 204800},  {20, 8, 327680},
                 {3, 7, 196608},    {1, 6, 262144},   {1, 5, 1048576}};
    for (unsigned i = 0; i < sizeof cases / sizeof *cases; i++)
        check_wait(0, L4_NIL, RECEIVE_TIMEOUT(cases[i].m, cases[i].e), cases[i].us);
}

TEST(4.03, "an open wait with a receive timeout ends with 0x20 when nobody sends")
{
    check_wait(L4_RECV_OPEN, L4_NIL, SLEEP_MS(20), 20480);
}

TEST(4.04, "a closed receive with a receive timeout ends with 0x20 when its partner does not send")
{
    l4_id_t other = helper_thread(0, thread_stop);
    check_wait(0, other, SLEEP_MS(20), 20480);
}

TEST(4.05, "a send with a send timeout ends with 0x30 when nobody receives")
{
    struct words w = {1, 2, 3};
    l4_id_t busy = helper_thread(0, thread_stop);
    settle();
    uint32_t begin = clock_us();
    CHECK_EQ("result", 0x30, ipc_send(busy, &w, SEND_TIMEOUT(20, 10)));
    uint32_t time = clock_us() - begin;
    CHECK(time + TICK >= 20480 && time <= 20480 + LATE);
}

static void
send_for_a_while(void)
{
    struct words w = {7, 0, 0};
    results[0] = ipc_send(partner, &w, SEND_TIMEOUT(20, 10));
    thread_stop();
}

TEST(4.06, "a sender whose time is over stands in no queue any more")
{
    struct words w;
    l4_id_t source;
    partner = thread_self();
    results[0] = 99;
    helper_thread(0, send_for_a_while);
    pause_us(50000);
    CHECK_EQ("send result", 0x30, results[0]);
    CHECK_EQ("nothing in the queue", 0x20, ipc_wait(&source, &w, L4_RECV_ZERO));
}

TEST(4.07, "a sender that is received in time succeeds, and its wakeup does nothing later")
{
    struct words w;
    partner = thread_self();
    results[0] = 99;
    l4_id_t helper = helper_thread(0, send_for_a_while);
    settle();
    CHECK_EQ("receive", 0, ipc_receive(helper, &w, L4_NEVER));
    CHECK_EQ("word", 7, w.w0);
    settle();
    CHECK_EQ("send", 0, results[0]);
    pause_us(50000);
    CHECK_EQ("it is not ended twice", 0, results[0]);
}

/* Takes one message and stops. */
static void
take_one(void)
{
    struct words w;
    l4_id_t source;
    results[3] = ipc_wait(&source, &w, L4_NEVER);
    thread_stop();
}

TEST(4.13, "in a call the receive timeout bounds the wait for the answer: 0x20")
{
    struct words w = {1, 0, 0};
    l4_id_t source, helper = helper_thread(0, take_one);
    settle();
    uint32_t begin = clock_us();
    CHECK_EQ("result", 0x20, l4_ipc(helper, 0, 0, SLEEP_MS(20), &w, &source));
    uint32_t time = clock_us() - begin;
    CHECK(time + TICK >= 20480 && time <= 20480 + LATE);
    CHECK_EQ("the message had arrived", 0, results[3]);
}

static void
sleep_then_take_one(void)
{
    struct words w;
    ipc_receive(L4_NIL, &w, SLEEP_MS(50));
    take_one();
}

TEST(4.14, "the receive timeout of a call starts when the send phase is over")
{
    struct words w = {1, 0, 0};
    l4_id_t source, helper = helper_thread(0, sleep_then_take_one);
    uint32_t begin = clock_us();
    CHECK_EQ("result", 0x20, l4_ipc(helper, 0, 0, SLEEP_MS(30), &w, &source));
    uint32_t time = clock_us() - begin;
    CHECK(time + 2 * TICK >= 51200 + 30720);
}

TEST(4.15, "m = 0 with any e but 0 is no time at all, for receive and for send")
{
    struct words w = {0, 0, 0};
    l4_id_t source, busy = helper_thread(0, thread_stop);
    settle();
    for (uint32_t e = 1; e < 16; e++) {
        CHECK_EQ("receive", 0x20, ipc_wait(&source, &w, RECEIVE_TIMEOUT(0, e)));
        CHECK_EQ("send", 0x30, ipc_send(busy, &w, SEND_TIMEOUT(0, e)));
    }
}

static void
wait_with_mantissa(void)
{
    struct words w;
    l4_id_t source;
    results[0] = ipc_wait(&source, &w, 0x01000000);
    thread_stop();
}

TEST(4.16, "e = 0 is for ever, whatever m says")
{
    struct words w = {0, 0, 0};
    results[0] = 99;
    l4_id_t helper = helper_thread(0, wait_with_mantissa);
    pause_us(50000);
    CHECK_EQ("it waits", 99, results[0]);
    CHECK_EQ("send", 0, ipc_send(helper, &w, L4_SEND_ZERO));
}

TEST(4.17, "the shortest times, 1 to 64 microseconds, end at the next ticks")
{
    for (uint32_t e = 12; e < 16; e++) {
        uint32_t result, time = measure(L4_RECV_OPEN, L4_NIL, RECEIVE_TIMEOUT(1, e), &result);
        CHECK_EQ("result", 0x20, result);
        CHECK(time <= LATE);
    }
}

static void
wait_hours(void)
{
    struct words w;
    l4_id_t source;
    results[0] = ipc_wait(&source, &w, RECEIVE_TIMEOUT(255, 1)); /* 19 hours */
    thread_stop();
}

TEST(4.18, "the longest times do not end at once")
{
    struct words w = {0, 0, 0};
    results[0] = 99;
    l4_id_t helper = helper_thread(0, wait_hours);
    pause_us(100000);
    CHECK_EQ("it waits", 99, results[0]);
    CHECK_EQ("send", 0, ipc_send(helper, &w, L4_SEND_ZERO));
    settle();
    CHECK_EQ("received", 0, results[0]);
}

TEST(4.21, "a wait with both timeouts 0 and no partner comes back at once")
{
    uint32_t result, time = measure(0, L4_NIL, L4_BOTH_ZERO, &result);
    CHECK_EQ("result", 0x20, result);
    CHECK(time <= TICK);
}

static void
answer_then_wait_20_ms(void)
{
    struct words w;
    l4_id_t client, source;
    ipc_wait(&client, &w, L4_NEVER);
    w.w0 = 77;
    results[0] = l4_ipc(client, 0, L4_RECV_OPEN, L4_SEND_ZERO | SLEEP_MS(20), &w, &source);
    woken = 1;
    thread_stop();
}

TEST(4.22,
     "reply with timeout 0 and wait with a finite one: the answer arrives, the wait ends with 0x20")
{
    struct words w = {0, 0, 0};
    woken = 0;
    l4_id_t server = helper_thread(0, answer_then_wait_20_ms);
    settle();
    CHECK_EQ("call", 0, ipc_call(server, &w));
    CHECK_EQ("answer", 77, w.w0);
    CHECK_EQ("it waits", 0, woken);
    pause_us(50000);
    CHECK_EQ("it stopped", 1, woken);
    CHECK_EQ("result", 0x20, results[0]);
}
