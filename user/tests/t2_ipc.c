/*
 * Chapter 2: ipc with messages in registers.
 */
#include "check.h"
#include "ipc.h"
#include "thread.h"

static volatile uint32_t results[8];
static volatile l4_id_t partner;
static volatile uint32_t order[8], order_count;

static void
echo(void)
{
    struct words w;
    l4_id_t client;
    uint32_t error = ipc_wait(&client, &w, L4_NEVER);
    for (;;) {
        while (IPC_ERROR(error))
            error = ipc_wait(&client, &w, L4_NEVER);
        w.w0 += 1;
        w.w1 ^= 0xFFFFFFFFu;
        error = ipc_reply_and_wait(&client, &w);
    }
}

static void
check_echo(l4_id_t server)
{
    for (uint32_t i = 0; i < 20; i++) {
        struct words w = {i, i * 0x01010101u, ~i};
        uint32_t result = ipc_call(server, &w);
        CHECK_EQ("result", L4_OK, result & 0xFF);
        CHECK_EQ("word 0", i + 1, w.w0);
        CHECK_EQ("word 1", ~(i * 0x01010101u), w.w1);
        CHECK_EQ("word 2", ~i, w.w2);
    }
}

TEST(2.01, "call and reply-and-wait between two spaces carry three words each way")
{
    check_echo(helper_task(0, echo));
}

TEST(2.02, "call and reply-and-wait inside one space carry three words each way")
{
    check_echo(helper_thread(0, echo));
}

TEST(2.03, "a send to a thread that does not exist fails with 0x10")
{
    struct words w = {1, 2, 3};
    CHECK_EQ("error", L4_ENOT_EXISTENT, ipc_send(l4_thread_of(L4_ROOT, 63), &w, L4_NEVER));
    CHECK_EQ("invalid id", L4_ENOT_EXISTENT, ipc_send(0x04FF0001, &w, L4_NEVER));
    CHECK_EQ("nil", L4_ENOT_EXISTENT, ipc_send(L4_NIL, &w, L4_NEVER));
}

TEST(2.04, "a receive from a thread that does not exist fails with 0x10")
{
    struct words w;
    CHECK_EQ("error", L4_ENOT_EXISTENT, ipc_receive(l4_thread_of(L4_ROOT, 63), &w, L4_NEVER));
}

TEST(2.05, "a send with timeout 0 to a thread that does not wait fails with 0x30")
{
    l4_id_t busy = helper_thread(0, thread_stop); /* waits, but for nobody */
    struct words w = {1, 2, 3};
    settle();
    CHECK_EQ("error", 0x30, ipc_send(busy, &w, L4_SEND_ZERO));
}

TEST(2.06, "a receive with timeout 0 when nobody sends fails with 0x20")
{
    struct words w;
    l4_id_t source;
    CHECK_EQ("open", 0x20, ipc_wait(&source, &w, L4_RECV_ZERO));
    l4_id_t other = helper_thread(0, thread_stop);
    settle();
    CHECK_EQ("closed", 0x20, ipc_receive(other, &w, L4_RECV_ZERO));
}

static void
send_my_number(void)
{
    struct words w = {l4_lthread_no(thread_self()), 0, 0};
    results[l4_lthread_no(thread_self()) - 2] = ipc_send(partner, &w, L4_NEVER);
}

TEST(2.07, "senders that wait are served first come, first served")
{
    struct words w;
    l4_id_t source;
    partner = thread_self();
    for (uint32_t i = 0; i < 4; i++) {
        helper_thread(i, send_my_number);
        settle();
    }
    for (uint32_t i = 0; i < 4; i++) {
        CHECK_EQ("result", 0, ipc_wait(&source, &w, L4_RECV_ZERO));
        CHECK_EQ("sender", i + 2, w.w0);
        CHECK_EQ("source", l4_thread_of(L4_ROOT, i + 2), source);
    }
    settle();
    for (uint32_t i = 0; i < 4; i++)
        CHECK_EQ("send result", 0, results[i]);
}

TEST(2.08, "a closed receive takes the sender that it names past an earlier one")
{
    struct words w;
    partner = thread_self();
    helper_thread(0, send_my_number);
    settle();
    l4_id_t second = helper_thread(1, send_my_number);
    settle();
    CHECK_EQ("result", 0, ipc_receive(second, &w, L4_RECV_ZERO));
    CHECK_EQ("sender", 3, w.w0);
    CHECK_EQ("then the first", 0, ipc_receive(l4_thread_of(L4_ROOT, 2), &w, L4_RECV_ZERO));
    CHECK_EQ("sender", 2, w.w0);
}

static void
reply_with_timeout_zero(void)
{
    struct words w;
    l4_id_t client;
    ipc_wait(&client, &w, L4_NEVER);
    w.w0 = 77;
    results[0] = ipc_reply_and_wait(&client, &w);
}

TEST(2.09, "a reply with send timeout 0 never misses a caller")
{
    for (uint32_t i = 0; i < 50; i++) {
        l4_id_t server = helper_thread(0, reply_with_timeout_zero);
        struct words w = {i, 0, 0};
        CHECK_EQ("result", 0, ipc_call(server, &w));
        CHECK_EQ("answer", 77, w.w0);
    }
}

static void
wait_closed_for_partner(void)
{
    struct words w = {0, 0, 0};
    results[0] = ipc_receive(partner, &w, L4_NEVER);
    results[1] = w.w0;
}

TEST(2.10, "a closed wait does not let another sender in")
{
    partner = l4_thread_of(L4_ROOT, 3);
    results[1] = 0;
    helper_thread(1, thread_stop);
    l4_id_t waits = helper_thread(0, wait_closed_for_partner);
    struct words w = {5, 0, 0};
    settle();
    CHECK_EQ("error", 0x30, ipc_send(waits, &w, L4_SEND_ZERO));
    CHECK_EQ("nothing arrived", 0, results[1]);
}

TEST(2.11, "lthread_ex_regs cancels a receive with 0x40")
{
    static uint32_t stack[256];
    extern void cancelled_entry(void);
    helper_thread(0, thread_stop);
    settle();
    struct thread_regs r = {(uint32_t)cancelled_entry, (uint32_t)(stack + 256), L4_INVALID,
                            L4_INVALID, 0};
    l4_lthread_ex_regs(2, &r);
    settle();
    CHECK_EQ("EAX", 0x40, results[7]);
}

TEST(2.12, "lthread_ex_regs cancels a send with 0x50")
{
    static uint32_t stack[256];
    extern void cancelled_entry(void);
    partner = thread_self();
    helper_thread(0, send_my_number);
    settle();
    struct thread_regs r = {(uint32_t)cancelled_entry, (uint32_t)(stack + 256), L4_INVALID,
                            L4_INVALID, 0};
    l4_lthread_ex_regs(2, &r);
    settle();
    struct words w;
    l4_id_t source;
    CHECK_EQ("EAX", 0x50, results[7]);
    CHECK_EQ("it is in no queue any more", 0x20, ipc_wait(&source, &w, L4_RECV_ZERO));
}

void store_cancelled(uint32_t eax);
void
store_cancelled(uint32_t eax)
{
    results[7] = eax;
    thread_stop();
}

__asm__(".globl cancelled_entry\n"
        "cancelled_entry:\n\t"
        "pushl %eax\n\t"
        "pushl $0\n\t"
        "jmp store_cancelled\n");

/* Waits until the test says go; by then both clients stand in its queue. */
static void
server_that_notes_order(void)
{
    struct words w;
    l4_id_t client;
    ipc_receive(L4_ROOT, &w, L4_NEVER);
    uint32_t error = ipc_wait(&client, &w, L4_NEVER);
    while (order_count < 8 && !IPC_ERROR(error)) {
        order[order_count++] = w.w0;
        error = ipc_reply_and_wait(&client, &w);
    }
}

static void
call_twice(void)
{
    struct words w = {l4_lthread_no(thread_self()), 0, 0};
    ipc_call(partner, &w);
    w.w0 = l4_lthread_no(thread_self());
    ipc_call(partner, &w);
}

TEST(2.13, "a third thread in the queue is served before the client that was answered comes back")
{
    struct words w = {0, 0, 0};
    order_count = 0;
    partner = helper_thread(0, server_that_notes_order);
    settle();
    helper_thread(1, call_twice);
    helper_thread(2, call_twice);
    settle();
    ipc_send(partner, &w, L4_NEVER);
    settle();
    CHECK_EQ("calls", 4, order_count);
    CHECK_EQ("first", 3, order[0]);
    CHECK_EQ("second", 4, order[1]);
}

static void
send_to_self(void)
{
    struct words w = {0, 0, 0};
    results[0] = ipc_send(thread_self(), &w, L4_NEVER);
}

TEST(2.14, "a thread that sends to itself gets 0x10 and does not hang")
{
    results[0] = 0;
    helper_thread(0, send_to_self);
    settle();
    CHECK_EQ("error", L4_ENOT_EXISTENT, results[0]);
}

TEST(2.15, "a sender whose receiver is deleted gets 0x10")
{
    partner = helper_task(0, thread_stop);
    results[0] = 0;
    helper_thread(0, send_my_number);
    settle();
    l4_task_new(partner, L4_ROOT, 0, 0, L4_NIL);
    settle();
    CHECK_EQ("error", L4_ENOT_EXISTENT, results[0]);
}
