/*
 * Chapter 5: dwords in memory. Sender and receiver are this thread and a child that shares the
 * program, so both see all buffers; what one sends from and the other receives into are different
 * ones.
 */
#include "check.h"
#include "ipc.h"
#include "message.h"
#include "sigma0.h"
#include "string.h"
#include "thread.h"

#define MANY  1500u
#define GUARD 0xDEADBEEFu

static MESSAGE(MANY, 1) out, in;
static volatile uint32_t result_there;
static volatile l4_id_t partner;
static uint32_t *volatile where; /* the helper's message */

/* Fills both messages: numbers to send, guards to receive into. */
static void
prepare(uint32_t send, uint32_t room)
{
    for (uint32_t i = 0; i < MANY; i++) {
        out.dword[i] = 0x1000 + i;
        in.dword[i] = GUARD;
    }
    message_init(&out, MANY, 0);
    message_words(&out, send);
    message_init(&in, room, 0);
    where = (uint32_t *)&in;
    result_there = 0x999;
    partner = thread_self();
}

static void
receive_there(void)
{
    result_there = message_receive(partner, where, L4_NEVER);
    thread_stop();
}

/* `received` dwords have arrived, and nothing behind them was touched. */
static void
check_arrived(uint32_t received)
{
    for (uint32_t i = 0; i < MANY; i++) {
        uint32_t expected = i < received ? 0x1000 + i : GUARD;
        if (in.dword[i] != expected) {
            CHECK_EQ("dword", expected, in.dword[i]);
            break;
        }
    }
}

/* Sends `count` dwords from here to the helper, which has room for all. */
static void
send_to(l4_id_t helper, uint32_t count)
{
    settle();
    CHECK_EQ("send", 0, message_send(helper, &out, L4_NEVER));
    settle();
    CHECK_EQ("error", 0, IPC_ERROR(result_there));
    if (count > 3)
        CHECK_EQ("dwords received", count, L4_DOPE_WORDS(result_there));
    check_arrived(count);
}

TEST(5.01, "4 dwords to another space: the first three in registers, the fourth from memory")
{
    prepare(4, 8);
    send_to(helper_task(0, receive_there), 4);
}

TEST(5.02, "16 dwords to another space")
{
    prepare(16, 16);
    send_to(helper_task(0, receive_there), 16);
}

TEST(5.03, "1500 dwords to another space, over several page borders")
{
    prepare(MANY, MANY);
    send_to(helper_task(0, receive_there), MANY);
}

TEST(5.04, "16 dwords inside one space")
{
    prepare(16, 16);
    send_to(helper_thread(0, receive_there), 16);
}

TEST(5.05, "1500 dwords inside one space")
{
    prepare(MANY, MANY);
    send_to(helper_thread(0, receive_there), MANY);
}

static void
send_there(void)
{
    result_there = message_send(partner, &out, L4_NEVER);
    thread_stop();
}

TEST(5.06, "a long message of a sender that came first arrives when the receiver wants it")
{
    prepare(MANY, MANY);
    l4_id_t helper = helper_task(0, send_there);
    settle();
    uint32_t result = message_receive(helper, &in, L4_NEVER);
    CHECK_EQ("error", 0, IPC_ERROR(result));
    CHECK_EQ("dwords", MANY, L4_DOPE_WORDS(result));
    check_arrived(MANY);
    settle();
    CHECK_EQ("send", 0, result_there);
}

TEST(5.07, "a long message from a sender that came first, inside one space, by an open wait")
{
    l4_id_t source;
    prepare(100, MANY);
    l4_id_t helper = helper_thread(0, send_there);
    settle();
    uint32_t result = message_wait(&source, &in, L4_NEVER);
    CHECK_EQ("error", 0, IPC_ERROR(result));
    CHECK_EQ("source", helper, source);
    check_arrived(100);
}

TEST(5.08, "more dwords than the receiver has room for: 0xE0 there, 0xF0 here")
{
    prepare(16, 8);
    l4_id_t helper = helper_task(0, receive_there);
    settle();
    CHECK_EQ("send", 0xF0, IPC_ERROR(message_send(helper, &out, L4_NEVER)));
    settle();
    CHECK_EQ("receive", 0xE0, IPC_ERROR(result_there));
    for (uint32_t i = 8; i < 16; i++)
        CHECK_EQ("nothing behind its room", GUARD, in.dword[i]);
}

TEST(5.09, "the same when the sender came first")
{
    prepare(16, 8);
    l4_id_t helper = helper_task(0, send_there);
    settle();
    CHECK_EQ("receive", 0xE0, IPC_ERROR(message_receive(helper, &in, L4_NEVER)));
    settle();
    CHECK_EQ("send", 0xF0, IPC_ERROR(result_there));
}

TEST(5.10, "a long message to a receiver of registers only is cut")
{
    struct words w;
    prepare(5, 5);
    l4_id_t helper = helper_task(0, send_there);
    settle();
    CHECK_EQ("receive", 0xE0, IPC_ERROR(ipc_receive(helper, &w, L4_NEVER)));
    CHECK_EQ("word 0", 0x1000, w.w0);
    CHECK_EQ("word 2", 0x1002, w.w2);
    settle();
    CHECK_EQ("send", 0xF0, IPC_ERROR(result_there));
}

static void
send_other_registers(void)
{
    struct words w = {71, 72, 73};
    l4_id_t source;
    result_there = l4_ipc(partner, (uint32_t)&out, L4_NO_RECEIVE, L4_NEVER, &w, &source);
    thread_stop();
}

TEST(5.11, "the first three dwords are neither read from memory nor written to it")
{
    struct words w = {0, 0, 0};
    l4_id_t source;
    prepare(5, 8);
    l4_id_t helper = helper_task(0, send_other_registers);
    settle();
    uint32_t result = l4_ipc(helper, L4_NO_SEND, (uint32_t)&in, L4_NEVER, &w, &source);
    CHECK_EQ("error", 0, IPC_ERROR(result));
    CHECK_EQ("word 0 is the register", 71, w.w0);
    CHECK_EQ("word 1", 72, w.w1);
    CHECK_EQ("word 2", 73, w.w2);
    for (int i = 0; i < 3; i++)
        CHECK_EQ("the buffer's place", GUARD, in.dword[i]);
    CHECK_EQ("dword 3", 0x1003, in.dword[3]);
    CHECK_EQ("dword 4", 0x1004, in.dword[4]);
}

TEST(5.12, "a message of at most three dwords leaves a receiver's buffer untouched")
{
    prepare(3, 8);
    l4_id_t helper = helper_task(0, send_there);
    settle();
    uint32_t result = message_receive(helper, &in, L4_NEVER);
    CHECK_EQ("error", 0, IPC_ERROR(result));
    check_arrived(3);
}

/* A server of long messages: sends back what it got, each dword one more. */
static MESSAGE(MANY, 1) served;

static void
serve_long(void)
{
    l4_id_t client;
    message_init(&served, MANY, 0);
    uint32_t result = message_wait(&client, &served, L4_NEVER);
    while (!IPC_ERROR(result)) {
        uint32_t n = L4_DOPE_WORDS(result);
        for (uint32_t i = 0; i < n; i++)
            served.dword[i]++;
        message_words(&served, n);
        result = message_reply_and_wait(&client, &served, &served, L4_SEND_ZERO);
    }
    result_there = result;
    thread_stop();
}

static void
check_service(l4_id_t server)
{
    static const uint32_t counts[] = {4, 5, 64, 512, MANY};
    for (unsigned c = 0; c < sizeof counts / sizeof *counts; c++) {
        prepare(counts[c], MANY);
        uint32_t result = message_call(server, &out, &in, L4_NEVER);
        CHECK_EQ("error", 0, IPC_ERROR(result));
        CHECK_EQ("dwords", counts[c], L4_DOPE_WORDS(result));
        for (uint32_t i = 0; i < counts[c]; i++)
            CHECK_EQ("dword", 0x1001 + i, in.dword[i]);
    }
}

TEST(5.13, "call and reply-and-wait carry long messages both ways between spaces")
{
    check_service(helper_task(0, serve_long));
}

TEST(5.14, "call and reply-and-wait carry long messages both ways inside one space")
{
    check_service(helper_thread(0, serve_long));
}

/* Four pages over the 4 MB border at 0x10400000, with frames of our own. */
#define BORDER 0x10400000u

static void
make_border_pages(void)
{
    for (uint32_t at = BORDER - 2 * L4_PAGE_SIZE; at < BORDER + 2 * L4_PAGE_SIZE;
         at += L4_PAGE_SIZE)
        sigma0_map_any((void *)at);
}

TEST(5.15, "a message that lies over a 4 MB border is sent from there")
{
    make_border_pages();
    prepare(800, MANY);
    uint32_t *at = (uint32_t *)(BORDER - 1024);
    memcpy(at, &out, 12 + 800 * 4);
    ((struct l4_message *)at)->size_dope = L4_DOPE(800, 0);
    l4_id_t helper = helper_task(0, receive_there);
    settle();
    CHECK_EQ("send", 0, message_send(helper, at, L4_NEVER));
    settle();
    CHECK_EQ("error", 0, IPC_ERROR(result_there));
    check_arrived(800);
}

TEST(5.16, "a message is received into a buffer that lies over a 4 MB border")
{
    make_border_pages();
    prepare(800, MANY);
    struct l4_message *at = (struct l4_message *)(BORDER - 1024);
    message_init(at, 800, 0);
    l4_id_t helper = helper_task(0, send_there);
    settle();
    uint32_t result = message_receive(helper, at, L4_NEVER);
    CHECK_EQ("error", 0, IPC_ERROR(result));
    CHECK_EQ("dwords", 800, L4_DOPE_WORDS(result));
    CHECK_EQ("all", 0, memcmp(at->dword, out.dword, 800 * 4));
}

TEST(5.17, "a call whose answer is cut gets 0xE0, its server 0xF0")
{
    l4_id_t server = helper_task(0, serve_long);
    prepare(16, 8);
    CHECK_EQ("call", 0xE0, IPC_ERROR(message_call(server, &out, &in, L4_NEVER)));
    settle();
    CHECK_EQ("server", 0xF0, IPC_ERROR(result_there));
}

TEST(5.18, "senders of long messages are served first come, first served")
{
    l4_id_t source;
    prepare(16, 16);
    l4_id_t first = helper_task(0, send_there);
    settle();
    l4_id_t second = helper_task(1, send_there);
    settle();
    CHECK_EQ("first", 0, IPC_ERROR(message_wait(&source, &in, L4_NEVER)));
    CHECK_EQ("who", first, source);
    CHECK_EQ("second", 0, IPC_ERROR(message_wait(&source, &in, L4_NEVER)));
    CHECK_EQ("who", second, source);
}
