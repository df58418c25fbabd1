/*
 * Chapter 12: page faults during a transfer, of either side, and the timeouts that bound them. A
 * child's pages in `area` come from a pager that this test plays on.
 */
#include "check.h"
#include "hole.h"
#include "ipc.h"
#include "message.h"
#include "string.h"
#include "thread.h"

#define PAGES      4u
#define AREA       (PAGES * L4_PAGE_SIZE)
#define SEND_PF(p) ((uint32_t)(p) << 12)
#define RECV_PF(p) ((uint32_t)(p) << 8)
#define PF_16_MS   8u /* 4^7 us */
#define LATE       12288u

static uint8_t area[AREA] __attribute__((aligned(L4_PAGE_SIZE))); /* the child's side */
static uint8_t mine[AREA] __attribute__((aligned(L4_PAGE_SIZE)));
static MESSAGE(3, 2) out, in, extra;
static volatile uint32_t result_there, timeouts_there, stage;
static volatile l4_id_t partner;

static void
receive_there(void)
{
    l4_id_t source;
    stage = 1;
    result_there = message_wait(&source, &in, timeouts_there);
    stage = 2;
    thread_stop();
}

static void
send_there(void)
{
    stage = 1;
    result_there = message_send(partner, &out, timeouts_there);
    stage = 2;
    thread_stop();
}

static void
prepare(l4_timeout_t there)
{
    for (uint32_t i = 0; i < AREA; i++)
        mine[i] = (uint8_t)(i * 5 + (i >> 8));
    message_init(&out, 3, 2);
    message_init(&in, 3, 2);
    message_words(&out, 3);
    out.dword[0] = 0x12;
    result_there = 0x999;
    timeouts_there = there;
    partner = thread_self();
    stage = 0;
}

/* I send `mine` to the child, into `area`, where the pager does as `mode` says. */
static l4_id_t
receiver(enum hole_mode mode, l4_timeout_t there)
{
    prepare(there);
    memset(area, 0, AREA);
    message_string(&out, mine, AREA);
    message_buffer(&in, area, AREA);
    l4_id_t child = helper_task_paged(0, receive_there, hole_pager(area, AREA, mode));
    settle();
    return child;
}

/* The child sends `area`, and I receive into `mine`. */
static l4_id_t
sender(enum hole_mode mode, l4_timeout_t there)
{
    prepare(there);
    memcpy(area, mine, AREA);
    memset(mine, 0, AREA);
    message_string(&out, area, AREA);
    message_buffer(&in, mine, AREA);
    l4_id_t child = helper_task_paged(0, send_there, hole_pager(area, AREA, mode));
    settle();
    return child;
}

TEST(12.01,
     "pages that the receiver's buffer lacks are asked of its pager, in its name, as written")
{
    l4_id_t child = receiver(HOLE_MAP, L4_NEVER);
    CHECK_EQ("send", 0, IPC_ERROR(message_send(child, &out, L4_NEVER)));
    settle();
    CHECK_EQ("receive", 0, IPC_ERROR(result_there));
    CHECK_EQ("one fault for each page", PAGES, hole.faults);
    CHECK_EQ("who", child, hole.client);
    CHECK_EQ("a write fault", 2, hole.address & 3);
    CHECK_EQ("the bytes", 0, memcmp(area, mine, AREA));
}

TEST(12.02, "pages that the sender's string lacks are asked of its pager, in its name, as read")
{
    l4_id_t child = sender(HOLE_MAP, L4_NEVER);
    CHECK_EQ("receive", 0, IPC_ERROR(message_receive(child, &in, L4_NEVER)));
    settle();
    CHECK_EQ("send", 0, result_there);
    CHECK_EQ("one fault for each page", PAGES, hole.faults);
    CHECK_EQ("who", child, hole.client);
    CHECK_EQ("a read fault", 0, hole.address & 3);
    CHECK_EQ("the bytes", 0, memcmp(area, mine, AREA));
}

static uint8_t other[AREA] __attribute__((aligned(2 * AREA)));

TEST(12.03, "faults of both sides in one transfer, in turn")
{
    prepare(L4_NEVER);
    memcpy(area, mine, AREA);
    message_string(&out, area, AREA - 100);
    message_buffer(&in, other + 50, AREA - 100);
    l4_id_t child = helper_task_paged(0, send_there, hole_pager(area, AREA, HOLE_MAP));
    l4_fpage_unmap(l4_fpage((uint32_t)other, 14, 0), L4_UNMAP_REMOVE | L4_UNMAP_FLUSH);
    settle();
    CHECK_EQ("receive", 0, IPC_ERROR(message_receive(child, &in, L4_NEVER)));
    CHECK_EQ("the bytes", 0, memcmp(other + 50, mine, AREA - 100));
    settle();
    CHECK_EQ("send", 0, result_there);
}

TEST(12.04, "the sender's send-pf timeout ends a receiver's fault that nobody serves: 0x90 here, "
            "0x80 there")
{
    l4_id_t child = receiver(HOLE_SILENT, L4_NEVER);
    uint32_t begin = clock_us();
    CHECK_EQ("send", 0x90, IPC_ERROR(message_send(child, &out, SEND_PF(PF_16_MS))));
    uint32_t time = clock_us() - begin;
    CHECK(time >= 12000 && time <= 16384 + LATE);
    settle();
    CHECK_EQ("receive", 0x80, IPC_ERROR(result_there));
    CHECK_EQ("faults", 1, hole.faults);
}

TEST(12.05, "the receiver's receive-pf timeout ends a sender's fault that nobody serves: 0xA0 "
            "here, 0xB0 there")
{
    l4_id_t child = sender(HOLE_SILENT, L4_NEVER);
    uint32_t begin = clock_us();
    CHECK_EQ("receive", 0xA0, IPC_ERROR(message_receive(child, &in, RECV_PF(PF_16_MS))));
    uint32_t time = clock_us() - begin;
    CHECK(time >= 12000 && time <= 16384 + LATE);
    settle();
    CHECK_EQ("send", 0xB0, IPC_ERROR(result_there));
}

TEST(12.06, "p = 15 is no time at all for a fault of the receiver: 0x90 and 0x80, even if the "
            "pager would serve")
{
    l4_id_t child = receiver(HOLE_SILENT, L4_NEVER);
    uint32_t begin = clock_us();
    CHECK_EQ("send", 0x90, IPC_ERROR(message_send(child, &out, SEND_PF(15))));
    CHECK(clock_us() - begin <= LATE);
    settle();
    CHECK_EQ("receive", 0x80, IPC_ERROR(result_there));
}

TEST(12.07, "p = 15 is no time at all for a fault of the sender: 0xA0 and 0xB0")
{
    l4_id_t child = sender(HOLE_SILENT, L4_NEVER);
    CHECK_EQ("receive", 0xA0, IPC_ERROR(message_receive(child, &in, RECV_PF(15))));
    settle();
    CHECK_EQ("send", 0xB0, IPC_ERROR(result_there));
}

TEST(12.08, "the sender's own receive-pf and send-pf do not bound a fault in its own space")
{
    l4_id_t child = sender(HOLE_MAP, SEND_PF(15) | RECV_PF(15));
    CHECK_EQ("receive", 0, IPC_ERROR(message_receive(child, &in, L4_NEVER)));
    settle();
    CHECK_EQ("send", 0, IPC_ERROR(result_there));
}

TEST(12.09, "the receiver's own timeouts do not bound a fault in its own space")
{
    l4_id_t child = receiver(HOLE_MAP, SEND_PF(15) | RECV_PF(15));
    CHECK_EQ("send", 0, IPC_ERROR(message_send(child, &out, L4_NEVER)));
    settle();
    CHECK_EQ("receive", 0, IPC_ERROR(result_there));
}

static void
send_mine(void)
{
    result_there = message_send(partner, &out, L4_NEVER);
    stage = 3;
    thread_stop();
}

/* A thread of mine sends to the child, so that I can watch. */
static void
send_to(l4_id_t child)
{
    partner = child;
    helper_thread(3, send_mine);
    settle();
}

TEST(12.10, "with p = 0 the transfer waits until the pager answers, and then goes on")
{
    l4_id_t child = receiver(HOLE_SILENT, L4_NEVER);
    send_to(child);
    pause_us(40000);
    CHECK_EQ("both wait", 1, stage);
    CHECK_EQ("one fault", 1, hole.faults);
    hole.mode = HOLE_MAP;
    hole_answer(0);
    settle();
    CHECK_EQ("send", 0, IPC_ERROR(result_there));
    CHECK_EQ("the bytes", 0, memcmp(area, mine, AREA));
}

TEST(12.11, "an answer of mere words brings no page: the fault comes again")
{
    l4_id_t child = receiver(HOLE_SILENT, L4_NEVER);
    send_to(child);
    hole_answer(1);
    settle();
    CHECK_EQ("the same fault again", 2, hole.faults);
    CHECK_EQ("at the same place", (uint32_t)area, hole.address & L4_PAGE_MASK);
    hole.mode = HOLE_MAP;
    hole_answer(0);
    settle();
    CHECK_EQ("the bytes", 0, memcmp(area, mine, AREA));
}

TEST(12.12, "a page that comes read-only is not enough for a buffer: the fault comes again")
{
    l4_id_t child = receiver(HOLE_READ, L4_NEVER);
    send_to(child);
    CHECK(hole.faults >= 2);
    hole.mode = HOLE_MAP;
    settle();
    CHECK_EQ("the bytes", 0, memcmp(area, mine, AREA));
}

TEST(12.13, "after a transfer that a fault broke the next one goes well")
{
    l4_id_t child = receiver(HOLE_SILENT, L4_NEVER);
    CHECK_EQ("first", 0x90, IPC_ERROR(message_send(child, &out, SEND_PF(15))));
    settle();
    child = receiver(HOLE_MAP, L4_NEVER);
    CHECK_EQ("second", 0, IPC_ERROR(message_send(child, &out, SEND_PF(PF_16_MS))));
    settle();
    CHECK_EQ("the bytes", 0, memcmp(area, mine, AREA));
}

static void
receive_twice(void)
{
    l4_id_t source;
    result_there = message_wait(&source, &in, L4_NEVER);
    message_clear_send(&extra);
    stage = 2;
    message_wait(&source, &extra, L4_NEVER);
    stage = source == partner ? 4 : 3;
    thread_stop();
}

TEST(12.14, "a third thread that sends meanwhile waits, and is served afterwards")
{
    prepare(L4_NEVER);
    message_string(&out, mine, AREA);
    message_buffer(&in, area, AREA);
    message_init(&extra, 3, 0);
    l4_id_t child = helper_task_paged(0, receive_twice, hole_pager(area, AREA, HOLE_SILENT));
    settle();
    send_to(child);
    partner = thread_self();
    struct words w = {0x77, 0, 0};
    CHECK_EQ("not now", 0x30, ipc_send(child, &w, L4_SEND_ZERO));
    hole.mode = HOLE_MAP;
    hole_answer(0);
    CHECK_EQ("now", 0, ipc_send(child, &w, L4_NEVER));
    settle();
    CHECK_EQ("it came", 4, stage);
    CHECK_EQ("word", 0x77, extra.dword[0]);
}

static void
send_area_message(void)
{
    struct words w = {1, 2, 3};
    l4_id_t source;
    uint32_t message = (uint32_t)(area + 2 * L4_PAGE_SIZE - 16);
    result_there = l4_ipc(partner, message, L4_NO_RECEIVE, L4_NEVER, &w, &source);
    thread_stop();
}

TEST(12.15, "the sender's message itself may lie in a page that is missing")
{
    prepare(L4_NEVER);
    memset(mine, 0, AREA);
    memcpy(area + L4_PAGE_SIZE - 20, "0123456789abcdefghij", 20);
    struct l4_message *m = (struct l4_message *)(area + 2 * L4_PAGE_SIZE - 16);
    message_init(m, 3, 1);
    message_words(m, 3);
    message_string(m, area + L4_PAGE_SIZE - 20, 20);
    message_buffer(&in, mine, 20);
    l4_id_t child = helper_task_paged(0, send_area_message, hole_pager(area, AREA, HOLE_MAP));
    CHECK_EQ("receive", 0, IPC_ERROR(message_receive(child, &in, L4_NEVER)));
    CHECK_EQ("the bytes", 0, memcmp(mine, "0123456789abcdefghij", 20));
    CHECK(hole.faults >= 2);
}

static void
receive_in_area(void)
{
    struct words w;
    l4_id_t source;
    uint32_t message = (uint32_t)(area + 2 * L4_PAGE_SIZE - 16);
    result_there = l4_ipc(partner, L4_NO_SEND, message, L4_NEVER, &w, &source);
    thread_stop();
}

TEST(12.16, "the receiver's buffer descriptor itself may lie in a page that is missing")
{
    prepare(L4_NEVER);
    struct l4_message *m = (struct l4_message *)(area + 2 * L4_PAGE_SIZE - 16);
    message_init(m, 3, 1);
    message_buffer(m, area + 100, 20);
    message_string(&out, mine, 20);
    l4_id_t child = helper_task_paged(0, receive_in_area, hole_pager(area, AREA, HOLE_MAP));
    settle();
    CHECK_EQ("send", 0, IPC_ERROR(message_send(child, &out, L4_NEVER)));
    settle();
    CHECK_EQ("receive", 0, IPC_ERROR(result_there));
    CHECK_EQ("the bytes", 0, memcmp(mine, area + 100, 20));
    CHECK_EQ("length noted", 20, message_dope(m, 0)->send_size);
}
