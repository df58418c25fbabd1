/*
 * Chapter 6: strings, direct and in pieces: scatter and gather at page borders.
 */
#include "check.h"
#include "ipc.h"
#include "message.h"
#include "string.h"
#include "thread.h"

#define AREA   (5 * L4_PAGE_SIZE)
#define GUARD  0xA5
#define SMALL  4u
#define DWORDS 3u

static MESSAGE(DWORDS, SMALL) out, in, relay;
static uint8_t from[AREA] __attribute__((aligned(L4_PAGE_SIZE)));
static uint8_t to[AREA] __attribute__((aligned(L4_PAGE_SIZE)));
static volatile uint32_t result_there;
static volatile l4_id_t partner;

static uint8_t
letter(uint32_t i)
{
    return (uint8_t)(i * 7 + (i >> 8) * 3 + 1);
}

static void
prepare(void)
{
    for (uint32_t i = 0; i < AREA; i++)
        from[i] = letter(i);
    memset(to, GUARD, AREA);
    message_init(&out, DWORDS, SMALL);
    message_init(&in, DWORDS, SMALL);
    message_words(&out, DWORDS);
    for (uint32_t i = 0; i < DWORDS; i++)
        out.dword[i] = 0x1000 + i;
    result_there = 0x999;
    partner = thread_self();
}

static void
receive_there(void)
{
    result_there = message_receive(partner, &in, L4_NEVER);
    thread_stop();
}

static void
send_there(void)
{
    result_there = message_send(partner, &out, L4_NEVER);
    thread_stop();
}

/* Sends to a child and returns the child's result. */
static uint32_t
transfer(void)
{
    l4_id_t helper = helper_task(0, receive_there);
    settle();
    CHECK_EQ("send", 0, IPC_ERROR(message_send(helper, &out, L4_NEVER)));
    settle();
    CHECK_EQ("receive", 0, IPC_ERROR(result_there));
    CHECK_EQ("word 0", 0x1000, in.dword[0]);
    CHECK_EQ("word 2", 0x1002, in.dword[2]);
    return result_there;
}

/* to[at...] holds `size` bytes of from[source...]. */
static void
check_bytes(uint32_t at, uint32_t source, uint32_t size)
{
    for (uint32_t i = 0; i < size; i++) {
        if (to[at + i] == letter(source + i))
            continue;
        CHECK_EQ("byte", letter(source + i), to[at + i]);
        CHECK_EQ("at", 0, i);
        return;
    }
}

/* Nothing in to[] was touched outside [begin, end). */
static void
check_outside(uint32_t begin, uint32_t end)
{
    for (uint32_t i = 0; i < AREA; i++)
        if ((i < begin || i >= end) && to[i] != GUARD) {
            CHECK_EQ("a byte outside the buffer, at", AREA, i);
            return;
        }
}

static void
one_string(uint32_t source, uint32_t at, uint32_t size)
{
    prepare();
    message_string(&out, from + source, size);
    message_buffer(&in, to + at, size);
    uint32_t result = transfer();
    CHECK_EQ("strings", 1, L4_DOPE_STRINGS(result));
    check_bytes(at, source, size);
    check_outside(at, at + size);
    CHECK_EQ("length noted", size, message_dope(&in, 0)->send_size);
    CHECK_EQ("address noted", to + at, message_dope(&in, 0)->send_addr);
}

TEST(6.01, "a string of one byte")
{
    one_string(0, 0, 1);
}

TEST(6.02, "strings of 2 to 40 bytes, at odd addresses on both sides")
{
    for (uint32_t size = 2; size <= 40; size++)
        one_string(size % 5, size % 7, size);
}

TEST(6.03, "a string of exactly a page, page to page")
{
    one_string(L4_PAGE_SIZE, 2 * L4_PAGE_SIZE, L4_PAGE_SIZE);
}

TEST(6.04, "strings that end at, before and behind a page border on the sender's side")
{
    for (uint32_t end = L4_PAGE_SIZE - 2; end <= L4_PAGE_SIZE + 2; end++)
        one_string(end - 100, 16, 100);
}

TEST(6.05, "strings that end at, before and behind a page border on the receiver's side")
{
    for (uint32_t end = L4_PAGE_SIZE - 2; end <= L4_PAGE_SIZE + 2; end++)
        one_string(16, end - 100, 100);
}

TEST(6.06, "a string over four pages, with different offsets on both sides")
{
    one_string(123, 3071, 4 * L4_PAGE_SIZE);
}

TEST(6.07, "a shorter string than its buffer notes its own length")
{
    prepare();
    message_string(&out, from, 100);
    message_buffer(&in, to, 500);
    transfer();
    check_bytes(0, 0, 100);
    check_outside(0, 100);
    CHECK_EQ("length noted", 100, message_dope(&in, 0)->send_size);
}

TEST(6.08,
     "a longer string than its buffer is cut: 0xE0 there, 0xF0 here, nothing behind the buffer")
{
    prepare();
    message_string(&out, from, 500);
    message_buffer(&in, to, 100);
    l4_id_t helper = helper_task(0, receive_there);
    settle();
    CHECK_EQ("send", 0xF0, IPC_ERROR(message_send(helper, &out, L4_NEVER)));
    settle();
    CHECK_EQ("receive", 0xE0, IPC_ERROR(result_there));
    check_outside(0, 100);
}

TEST(6.09, "a string without a buffer is cut")
{
    prepare();
    message_string(&out, from, 10);
    message_init(&in, DWORDS, 0);
    l4_id_t helper = helper_task(0, receive_there);
    settle();
    CHECK_EQ("send", 0xF0, IPC_ERROR(message_send(helper, &out, L4_NEVER)));
    settle();
    CHECK_EQ("receive", 0xE0, IPC_ERROR(result_there));
}

TEST(6.10, "a second string without a second buffer is cut")
{
    prepare();
    message_string(&out, from, 10);
    message_string(&out, from + 50, 10);
    message_init(&in, DWORDS, 1);
    message_buffer(&in, to, 100);
    l4_id_t helper = helper_task(0, receive_there);
    settle();
    CHECK_EQ("send", 0xF0, IPC_ERROR(message_send(helper, &out, L4_NEVER)));
    settle();
    CHECK_EQ("receive", 0xE0, IPC_ERROR(result_there));
}

TEST(6.11, "three strings go to three buffers, one to each")
{
    prepare();
    for (uint32_t i = 0; i < 3; i++) {
        message_string(&out, from + 5000 * i, 1000 + i);
        message_buffer(&in, to + 6000 * i, 2000);
    }
    CHECK_EQ("strings", 3, L4_DOPE_STRINGS(transfer()));
    for (uint32_t i = 0; i < 3; i++) {
        check_bytes(6000 * i, 5000 * i, 1000 + i);
        CHECK_EQ("length noted", 1000 + i, message_dope(&in, i)->send_size);
    }
}

TEST(6.12, "gather: a string of three pieces arrives as one")
{
    prepare();
    message_string(&out, from + 10, 5);
    message_more(&out, from + 4000, 200);
    message_more(&out, from + 9001, 77);
    message_buffer(&in, to + 1, 1000);
    transfer();
    check_bytes(1, 10, 5);
    check_bytes(6, 4000, 200);
    check_bytes(206, 9001, 77);
    check_outside(1, 283);
    CHECK_EQ("length noted", 282, message_dope(&in, 0)->send_size & L4_STRING_SIZE);
}

TEST(6.13, "scatter: one string fills a buffer of three pieces in turn")
{
    prepare();
    message_string(&out, from, 1000);
    message_buffer(&in, to + 4090, 10);
    message_buffer_more(&in, to + 100, 500);
    message_buffer_more(&in, to + 8000, 1000);
    transfer();
    check_bytes(4090, 0, 10);
    check_bytes(100, 10, 500);
    check_bytes(8000, 510, 490);
    CHECK_EQ("guard", GUARD, to[8490]);
    CHECK_EQ("first length", 10, message_dope(&in, 0)->send_size & L4_STRING_SIZE);
    CHECK_EQ("second length", 500, message_dope(&in, 1)->send_size & L4_STRING_SIZE);
    CHECK_EQ("third length", 490, message_dope(&in, 2)->send_size & L4_STRING_SIZE);
    CHECK_EQ("third address", to + 8000, message_dope(&in, 2)->send_addr);
}

TEST(6.14, "gather and scatter at once, with pieces that match nowhere")
{
    static const uint32_t a[] = {4096, 1, 4095}, b[] = {100, 8000, 200, 92};
    prepare();
    for (unsigned i = 0, at = 3; i < 3; at += a[i++])
        (i ? message_more : message_string)(&out, from + at, a[i]);
    for (unsigned i = 0, at = 7; i < 4; at += b[i++])
        (i ? message_buffer_more : message_buffer)(&in, to + at, b[i]);
    transfer();
    check_bytes(7, 3, 8192);
    check_outside(7, 7 + 8192);
}

TEST(6.15, "a gathered string and a plain one go to a scattered buffer and a plain one")
{
    prepare();
    message_string(&out, from, 300);
    message_more(&out, from + 300, 300);
    message_string(&out, from + 10000, 50);
    message_buffer(&in, to, 200);
    message_buffer_more(&in, to + 200, 600);
    message_buffer(&in, to + 12000, 60);
    transfer();
    check_bytes(0, 0, 600);
    check_outside(0, 12060);
    check_bytes(12000, 10000, 50);
    CHECK_EQ("guard", GUARD, to[600]);
    CHECK_EQ("guard", GUARD, to[12050]);
}

TEST(6.16, "a gathered string longer than its scattered buffer is cut")
{
    prepare();
    message_string(&out, from, 300);
    message_more(&out, from + 300, 300);
    message_buffer(&in, to, 200);
    message_buffer_more(&in, to + 200, 200);
    l4_id_t helper = helper_task(0, receive_there);
    settle();
    CHECK_EQ("send", 0xF0, IPC_ERROR(message_send(helper, &out, L4_NEVER)));
    settle();
    CHECK_EQ("receive", 0xE0, IPC_ERROR(result_there));
    check_outside(0, 400);
}

TEST(6.17, "a string inside one space")
{
    prepare();
    message_string(&out, from + 5, 9000);
    message_buffer(&in, to + 77, 9000);
    l4_id_t helper = helper_thread(0, send_there);
    settle();
    uint32_t result = message_receive(helper, &in, L4_NEVER);
    CHECK_EQ("error", 0, IPC_ERROR(result));
    CHECK_EQ("strings", 1, L4_DOPE_STRINGS(result));
    check_bytes(77, 5, 9000);
    check_outside(77, 9077);
}

TEST(6.18, "a string of a sender that came first")
{
    prepare();
    message_string(&out, from + 5, 9000);
    message_buffer(&in, to + 77, 9000);
    l4_id_t helper = helper_task(0, send_there);
    settle();
    CHECK_EQ("error", 0, IPC_ERROR(message_receive(helper, &in, L4_NEVER)));
    check_bytes(77, 5, 9000);
    settle();
    CHECK_EQ("send", 0, result_there);
}

/* Takes a message and passes it on as it lies in the buffer. */
static uint8_t relay_room[AREA] __attribute__((aligned(L4_PAGE_SIZE)));

static void
receive_and_pass_on(void)
{
    message_init(&relay, DWORDS, SMALL);
    message_buffer(&relay, relay_room, AREA);
    uint32_t result = message_receive(partner, &relay, L4_NEVER);
    relay.send_dope = result & ~0xFFu;
    result_there = message_send(partner, &relay, L4_NEVER);
    thread_stop();
}

TEST(6.19, "a buffer can be sent on as it is: its dopes name what arrived")
{
    prepare();
    message_string(&out, from + 50, 5000);
    message_buffer(&in, to, AREA);
    l4_id_t helper = helper_task(0, receive_and_pass_on);
    settle();
    CHECK_EQ("call", 0, IPC_ERROR(message_call(helper, &out, &in, L4_NEVER)));
    check_bytes(0, 50, 5000);
    check_outside(0, 5000);
    CHECK_EQ("words too", 0x1001, in.dword[1]);
}

TEST(6.20, "an empty string takes a buffer and leaves it alone")
{
    prepare();
    message_string(&out, from, 0);
    message_string(&out, from + 9, 9);
    message_buffer(&in, to, 10);
    message_buffer(&in, to + 100, 10);
    transfer();
    check_bytes(100, 9, 9);
    check_outside(100, 109);
    CHECK_EQ("first length", 0, message_dope(&in, 0)->send_size & L4_STRING_SIZE);
}
