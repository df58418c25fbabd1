/*
 * Chapter 9, second part: maximum controlled priority, inheritance, states, times.
 */
#include "check.h"
#include "hole.h"
#include "ipc.h"
#include "message.h"
#include "thread.h"

#define KEEP     0xFFFFFFFFu
#define ORDINARY 128u
#define STATE(p) (((p) >> 16) & 0xF)

static volatile uint32_t counter[1], results[1], stage;
static volatile l4_id_t partner, target;
static volatile uint32_t wanted;

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
mark_when_called(void)
{
    struct words w;
    l4_id_t source;
    ipc_wait(&source, &w, L4_NEVER);
    stage = 1;
    thread_stop();
}

/* A child that tries to set the priority of `target` to `wanted`. */
static void
try_priority(void)
{
    struct schedule_state s;
    struct words w;
    l4_id_t source;
    ipc_wait(&source, &w, L4_NEVER);
    l4_thread_schedule(target == L4_NIL ? thread_self() : target, 156u << 24 | 12u << 20 | wanted,
                       KEEP, &s);
    results[0] = s.parameter;
    stage = 2;
    thread_stop();
}

/* A child with this mcp, made by hand. */
static l4_id_t
child_with_mcp(uint32_t mcp)
{
    static uint32_t stack[512];
    uint32_t *top = stack + 511;
    *top = (uint32_t)thread_stop;
    helper_task(0, thread_stop); /* so that the pager is there */
    l4_id_t pager = l4_thread_of(L4_ROOT, 1);
    l4_id_t id = l4_task_new((4u << L4_CHIEF_SHIFT) | (6u << L4_TASK_SHIFT), mcp, (uint32_t)top,
                             (uint32_t)try_priority, pager);
    settle();
    return id;
}

static uint32_t
child_sets(uint32_t mcp, uint32_t new)
{
    struct words w = {0, 0, 0};
    l4_id_t c = child_with_mcp(mcp);
    target = L4_NIL;
    wanted = new;
    stage = 0;
    ipc_send(c, &w, L4_NEVER);
    ipc_receive(L4_NIL, &w, 0x9C00000C);
    return priority(c);
}

TEST(9.13, "a new priority up to the mcp is set, one above it is refused")
{
    CHECK_EQ("below", 120, child_sets(130, 120));
    CHECK_EQ("equal", 130, child_sets(130, 130));
    CHECK_EQ("above", ORDINARY, child_sets(130, 131));
}

TEST(9.14, "a thread whose priority is above the caller's mcp is left alone")
{
    CHECK_EQ("own priority above own mcp", ORDINARY, child_sets(100, 50));
}

TEST(9.15,
     "another task's thread above the mcp is left alone, and its values are told all the same")
{
    struct words w = {0, 0, 0};
    l4_id_t victim = helper_thread(0, thread_stop), c;
    settle();
    set_priority(victim, 140);
    c = child_with_mcp(130);
    target = victim;
    wanted = 5;
    ipc_send(c, &w, L4_NEVER);
    settle();
    CHECK_EQ("unchanged", 140, priority(victim));
    CHECK_EQ("told", 140, results[0] & 0xFF);
    set_priority(victim, ORDINARY);
}

TEST(9.16, "new threads and tasks inherit the priority of their creator")
{
    static uint32_t idle_stack[64];
    set_priority(thread_self(), 111);
    l4_id_t t = thread_start(30, (void (*)(void *))thread_stop, 0, idle_stack, sizeof idle_stack,
                             thread_pager());
    CHECK_EQ("thread", 111, priority(t));
    l4_id_t c = helper_task(1, thread_stop);
    CHECK_EQ("task", 111, priority(c));
    set_priority(thread_self(), ORDINARY);
    set_priority(t, ORDINARY);
}

static void
send_to_partner(void)
{
    struct words w = {0, 0, 0};
    ipc_send(partner, &w, L4_NEVER);
    thread_stop();
}

TEST(9.17, "states: waiting for a message 0xC, pending send 0xD, made but not started 0xF")
{
    struct schedule_state s;
    l4_id_t waits = helper_thread(0, mark_when_called);
    partner = thread_self();
    l4_id_t sends = helper_thread(1, send_to_partner);
    struct thread_regs r = {KEEP, KEEP, KEEP, KEEP, 0};
    l4_lthread_ex_regs(35, &r);
    settle();
    CHECK_EQ("waiting", 0xC, STATE(parameter(waits)));
    l4_thread_schedule(sends, KEEP, KEEP, &s);
    CHECK_EQ("pending send", 0xD, STATE(s.parameter));
    CHECK_EQ("its partner", L4_ROOT, s.partner);
    CHECK_EQ("not started", 0xF, STATE(parameter(l4_thread_of(L4_ROOT, 35))));
}

static MESSAGE(3, 1) out, in;
static uint8_t here[64], there[L4_PAGE_SIZE] __attribute__((aligned(L4_PAGE_SIZE)));

static void
send_string(void)
{
    message_send(partner, &out, L4_NEVER);
    thread_stop();
}

static void
receive_string(void)
{
    l4_id_t source;
    message_wait(&source, &in, L4_NEVER);
    thread_stop();
}

TEST(9.18, "states during a transfer: sending 4, receiving 8")
{
    message_init(&out, 3, 1);
    message_init(&in, 3, 1);
    message_words(&out, 3);
    message_string(&out, here, 64);
    message_buffer(&in, there, 64);
    partner = helper_task_paged(0, receive_string, hole_pager(there, L4_PAGE_SIZE, HOLE_SILENT));
    settle();
    l4_id_t sends = helper_thread(0, send_string);
    settle();
    CHECK_EQ("the receiver faults", 1, hole.faults);
    CHECK_EQ("sender", 4, STATE(parameter(sends)));
    CHECK_EQ("receiver", 8, STATE(parameter(partner)));
}

TEST(9.19, "the processor time of a thread that spins grows, that of one that sleeps does not")
{
    struct schedule_state first, then, before;
    struct words w = {0, 0, 0};
    l4_id_t spins = helper_thread(0, spin_0), sleeps = helper_thread(1, thread_stop);
    settle();
    l4_thread_schedule(spins, KEEP, KEEP, &first);
    l4_thread_schedule(sleeps, KEEP, KEEP, &before);
    ipc_receive(L4_NIL, &w, 0xC800000A); /* 200 ms */
    l4_thread_schedule(spins, KEEP, KEEP, &then);
    CHECK(then.time_low - first.time_low > 100000);
    CHECK_EQ("high half", first.time_high, then.time_high);
    l4_thread_schedule(sleeps, KEEP, KEEP, &then);
    CHECK_EQ("asleep", before.time_low, then.time_low);
}

TEST(9.20, "an external preempter that was set is told back")
{
    struct schedule_state s;
    l4_id_t t = helper_thread(0, thread_stop);
    settle();
    l4_thread_schedule(t, KEEP, L4_SIGMA0, &s);
    l4_thread_schedule(t, KEEP, L4_NIL, &s);
    CHECK_EQ("preempter", L4_SIGMA0, s.preempter);
}

TEST(9.21, "a call to a server of lower priority is answered though a third thread would run")
{
    struct words w = {0, 0, 0};
    l4_id_t t = helper_thread(0, mark_when_called);
    settle();
    set_priority(t, ORDINARY - 20);
    stage = 0;
    helper_thread(1, thread_stop);
    l4_id_t source;
    CHECK_EQ("no answer, but it got the message", 0x20, l4_ipc(t, 0, 0, 0x9C00000C, &w, &source));
    CHECK_EQ("it ran", 1, stage);
    set_priority(t, ORDINARY);
}

TEST(9.22, "preempters of both kinds are kept and told, and get no message when a slice ends")
{
    struct words w;
    l4_id_t source, t = helper_thread(0, spin_0);
    struct thread_regs r = {KEEP, KEEP, L4_ROOT, KEEP, 0};
    struct schedule_state s;
    helper_thread(1, spin_0);
    l4_lthread_ex_regs(l4_lthread_no(t), &r);
    l4_thread_schedule(t, KEEP, L4_ROOT, &s);
    counter[0] = 0;
    CHECK_EQ("no message in 100 ms", L4_ETIMEOUT, IPC_ERROR(ipc_wait(&source, &w, 0x6400000A)));
    CHECK(counter[0]);
    r.preempter = KEEP;
    l4_lthread_ex_regs(l4_lthread_no(t), &r);
    l4_thread_schedule(t, KEEP, KEEP, &s);
    CHECK_EQ("internal", L4_ROOT, r.preempter);
    CHECK_EQ("external", L4_ROOT, s.preempter);
}
