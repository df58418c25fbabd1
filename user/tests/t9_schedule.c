/*
 * Chapter 9: priorities, slices, maximum controlled priority, states.
 */
#include "check.h"
#include "ipc.h"
#include "thread.h"

#define KEEP     0xFFFFFFFFu
#define ORDINARY 128u
#define STATE(p) (((p) >> 16) & 0xF)

static volatile uint32_t counter[2], stage;

static uint32_t
parameter(l4_id_t thread)
{
    struct schedule_state s;
    l4_thread_schedule(thread, KEEP, KEEP, &s);
    return s.parameter;
}

/* Sets the priority and leaves the slice. Returns the old parameter word. */
static uint32_t
set_priority(l4_id_t thread, uint32_t priority)
{
    struct schedule_state s;
    l4_thread_schedule(thread, (parameter(thread) & 0xFFF00000u) | priority, KEEP, &s);
    return s.parameter;
}

static uint32_t
priority(l4_id_t thread)
{
    return parameter(thread) & 0xFF;
}

static void
spin_0(void)
{
    for (;;)
        counter[0]++;
}

static void
spin_1(void)
{
    for (;;)
        counter[1]++;
}

/* Spins for a time and gives nothing up. */
static void
spin_us(uint32_t us)
{
    uint32_t begin = clock_us();
    while (clock_us() - begin < us)
        ;
}

static void
mark_when_called(void)
{
    struct words w;
    l4_id_t source;
    ipc_wait(&source, &w, L4_NEVER);
    stage = 1;
    thread_stop();
}

TEST(9.01, "thread_schedule that keeps everything tells priority, slice and state")
{
    uint32_t p = parameter(thread_self());
    CHECK_EQ("priority", ORDINARY, p & 0xFF);
    CHECK_EQ("running", 0, STATE(p));
    uint32_t e = (p >> 20) & 0xF, m = p >> 24;
    CHECK(m != 0 && e != 0);
    CHECK_EQ("nothing changed", p, parameter(thread_self()));
}

TEST(9.02, "a priority that was set is told back, and the old one was told then")
{
    l4_id_t t = helper_thread(0, thread_stop);
    settle();
    CHECK_EQ("old", ORDINARY, set_priority(t, 99) & 0xFF);
    CHECK_EQ("new", 99, priority(t));
    CHECK_EQ("and back", 99, set_priority(t, ORDINARY) & 0xFF);
}

TEST(9.03, "a slice that was set is told back")
{
    struct schedule_state s;
    l4_id_t t = helper_thread(0, thread_stop);
    settle();
    l4_thread_schedule(t, 200u << 24 | 11u << 20 | ORDINARY, KEEP, &s); /* 200 * 256 us */
    uint32_t p = parameter(t), e = (p >> 20) & 0xF, m = p >> 24;
    CHECK_EQ("microseconds", 200 * 256, m << 2 * (15 - e));
    l4_thread_schedule(t, 156u << 24 | 12u << 20 | ORDINARY, KEEP, &s);
}

TEST(9.04, "a thread of higher priority that gets a message runs at once")
{
    struct words w = {0, 0, 0};
    l4_id_t t = helper_thread(0, mark_when_called);
    settle();
    set_priority(t, ORDINARY + 10);
    stage = 0;
    ipc_send(t, &w, L4_NEVER);
    CHECK_EQ("it ran before the send came back", 1, stage);
    set_priority(t, ORDINARY);
}

TEST(9.05, "a thread of lower priority that gets a message does not run at once")
{
    struct words w = {0, 0, 0};
    l4_id_t t = helper_thread(0, mark_when_called);
    settle();
    set_priority(t, ORDINARY - 10);
    stage = 0;
    ipc_send(t, &w, L4_NEVER);
    settle();
    CHECK_EQ("not yet", 0, stage);
    ipc_receive(L4_NIL, &w, 0x9C00000C);
    CHECK_EQ("while I slept", 1, stage);
    set_priority(t, ORDINARY);
}

TEST(9.06, "a thread of lower priority gets nothing while a higher one can run")
{
    l4_id_t t = helper_thread(0, spin_0);
    set_priority(t, ORDINARY - 1);
    uint32_t before = counter[0];
    spin_us(50000);
    for (int i = 0; i < 100; i++)
        l4_thread_switch(L4_NIL);
    CHECK_EQ("counter", before, counter[0]);
    set_priority(t, ORDINARY);
}

TEST(9.07, "thread_switch to a ready thread of lower priority donates the slice to it")
{
    l4_id_t t = helper_thread(0, spin_0);
    set_priority(t, ORDINARY - 1);
    uint32_t before = counter[0];
    l4_thread_switch(t);
    CHECK(counter[0] > before);
    set_priority(t, ORDINARY);
}

TEST(9.08, "a thread of the same priority runs when the slice is over, though nobody yields")
{
    helper_thread(0, spin_0);
    uint32_t before = counter[0];
    spin_us(60000);
    CHECK(counter[0] > before);
}

TEST(9.09, "two threads that spin share the processor as their slices are")
{
    struct schedule_state s;
    struct words w = {0, 0, 0};
    l4_id_t a = helper_thread(0, spin_0), b = helper_thread(1, spin_1);
    l4_thread_schedule(a, 64u << 24 | 12u << 20 | ORDINARY, KEEP, &s);  /* 4096 us */
    l4_thread_schedule(b, 255u << 24 | 12u << 20 | ORDINARY, KEEP, &s); /* 16320 us */
    counter[0] = counter[1] = 0;
    ipc_receive(L4_NIL, &w, 0xFF00000A); /* a quarter of a second */
    CHECK(counter[0] > 0 && counter[1] > 2 * counter[0]);
    l4_thread_schedule(a, 156u << 24 | 12u << 20 | ORDINARY, KEEP, &s);
    l4_thread_schedule(b, 156u << 24 | 12u << 20 | ORDINARY, KEEP, &s);
}

TEST(9.10, "three threads of one priority all come to run: none starves")
{
    struct words w = {0, 0, 0};
    helper_thread(0, spin_0);
    helper_thread(1, spin_1);
    counter[0] = counter[1] = 0;
    for (int i = 0; i < 4; i++)
        ipc_receive(L4_NIL, &w, 0x9C00000C);
    CHECK(counter[0] > 0 && counter[1] > 0);
}

TEST(9.11, "who lowers its own priority is preempted by a ready thread above it")
{
    l4_id_t t = helper_thread(0, mark_when_called);
    struct words w = {0, 0, 0};
    settle();
    set_priority(t, ORDINARY - 5);
    stage = 0;
    ipc_send(t, &w, L4_NEVER);
    CHECK_EQ("not yet", 0, stage);
    set_priority(thread_self(), ORDINARY - 10);
    CHECK_EQ("now", 1, stage);
    set_priority(thread_self(), ORDINARY);
    set_priority(t, ORDINARY);
}

TEST(9.12, "priorities 0 and 255 are the ends")
{
    struct words w = {0, 0, 0};
    l4_id_t t = helper_thread(0, spin_0);
    set_priority(t, 0);
    CHECK_EQ("lowest", 0, priority(t));
    counter[0] = 0;
    ipc_receive(L4_NIL, &w, 0x9C00000C);
    CHECK(counter[0] > 0);
    set_priority(t, ORDINARY);
    l4_id_t u = helper_thread(1, thread_stop);
    settle();
    set_priority(u, 255);
    CHECK_EQ("highest", 255, priority(u));
    set_priority(u, ORDINARY);
}
