/*
 * Chapter 15: the protocol of sigma0.
 */
#include "check.h"
#include "ipc.h"
#include "sigma0.h"
#include "thread.h"

#define ANY    0xFFFFFFFCu
#define WINDOW 0x20000000u

static volatile uint32_t request_0, request_1, answer_0, answer_1, answer_result, stage;

/* Asks sigma0; *w is the request and the answer. Returns the result. */
static uint32_t
ask(struct words *w, uint32_t window)
{
    l4_id_t source;
    return l4_ipc(L4_SIGMA0, 0, l4_fpage(window, 12, 0) | L4_RECV_FPAGE, L4_NEVER, w, &source);
}

/* A child asks as this test says. */
static void
ask_there(void)
{
    struct words w = {request_0, request_1, 0};
    answer_result = ask(&w, WINDOW);
    answer_0 = w.w0;
    answer_1 = w.w1;
    stage++;
    thread_stop();
}

static void
child_asks(uint32_t w0, uint32_t w1)
{
    request_0 = w0;
    request_1 = w1;
    stage = 0;
    helper_task(0, ask_there);
    settle();
    CHECK_EQ("the child is through", 1, stage);
}

TEST(15.01, "any free frame comes as a page, idempotent in its address")
{
    struct words w = {ANY, 0, 0};
    uint32_t result = ask(&w, WINDOW);
    CHECK_EQ("result", L4_CC_MAPPED, result & 0xFF);
    CHECK(w.w0 != 0 && (w.w0 & ~L4_PAGE_MASK) == 0);
    CHECK_EQ("a page", L4_LOG2_PAGE, l4_fpage_log2(w.w1));
    CHECK_EQ("the fpage is the frame", w.w0, l4_fpage_base(w.w1));
    *(volatile uint32_t *)WINDOW = 0x15;
    CHECK_EQ("it can be written", 0x15, *(volatile uint32_t *)WINDOW);
}

TEST(15.02, "a hundred requests for any frame bring a hundred different ones")
{
    static uint32_t frames[100];
    for (uint32_t i = 0; i < 100; i++) {
        struct words w = {ANY, 0, 0};
        ask(&w, WINDOW);
        frames[i] = w.w0;
        for (uint32_t j = 0; j < i; j++)
            if (frames[j] == w.w0)
                CHECK_EQ("frame came twice", 0, w.w0);
    }
}

TEST(15.03, "a frame that one task has no other task gets")
{
    struct words w = {ANY, 0, 0};
    ask(&w, WINDOW);
    CHECK(w.w0 != 0);
    child_asks(w.w0, 0);
    CHECK_EQ("word 0 of the refusal", 0, answer_0);
    CHECK_EQ("no mapping", 0, l4_fpage_log2(answer_1));
}

TEST(15.04, "what a child took from sigma0 its chief does not get")
{
    child_asks(ANY, 0);
    CHECK(answer_0 != 0);
    CHECK_EQ("the child's", L4_CC_MAPPED, answer_result & 0xFF);
    struct words w = {answer_0, 0, 0};
    ask(&w, WINDOW);
    CHECK_EQ("refused", 0, w.w0);
}

TEST(15.05, "the same task gets its frame as often as it asks")
{
    struct words w = {ANY, 0, 0};
    ask(&w, WINDOW);
    uint32_t frame = w.w0;
    for (int i = 0; i < 5; i++) {
        w = (struct words){frame, 0, 0};
        CHECK_EQ("result", L4_CC_MAPPED, ask(&w, WINDOW + (uint32_t)i * L4_PAGE_SIZE) & 0xFF);
        CHECK_EQ("frame", frame, w.w0);
    }
}

TEST(15.06, "a frame of a name asked for is that frame")
{
    struct words w = {ANY, 0, 0};
    ask(&w, WINDOW);
    *(volatile uint32_t *)WINDOW = 0x1506;
    ask(&w, WINDOW + 0x10000); /* w0 is the frame now */
    CHECK_EQ("the same memory", 0x1506, *(volatile uint32_t *)(WINDOW + 0x10000));
}

TEST(15.07, "a page-fault message is a request: the bits below the page do not count")
{
    struct words w = {ANY, 0, 0};
    ask(&w, WINDOW);
    uint32_t frame = w.w0;
    w = (struct words){frame + 0x122, 0x00200000, 0}; /* a write fault at +0x120 */
    CHECK_EQ("result", L4_CC_MAPPED, ask(&w, WINDOW) & 0xFF);
    CHECK_EQ("frame", frame, l4_fpage_base(w.w1));
}

TEST(15.08, "the kernel's memory is refused to every task")
{
    const struct l4_kip *kip = sigma0_map_info((void *)(WINDOW + 0x20000));
    for (int i = 0; i < 2; i++) {
        struct words w = {kip->reserved[i].low & L4_PAGE_MASK, 0, 0};
        ask(&w, WINDOW);
        CHECK_EQ("first page", 0, w.w0);
        w = (struct words){(kip->reserved[i].high - 1) & L4_PAGE_MASK, 0, 0};
        ask(&w, WINDOW);
        CHECK_EQ("last page", 0, w.w0);
    }
}

TEST(15.09, "memory behind the end is refused")
{
    const struct l4_kip *kip = sigma0_map_info((void *)(WINDOW + 0x20000));
    struct words w = {kip->main_memory.high, 0, 0};
    ask(&w, WINDOW);
    CHECK_EQ("first page behind", 0, w.w0);
    w = (struct words){0x3FFFF000, 0, 0};
    ask(&w, WINDOW);
    CHECK_EQ("last page below device memory", 0, w.w0);
}

TEST(15.10, "w0 = 1, w1 = 1 brings the info page, to every task, read-only")
{
    child_asks(1, 1);
    CHECK_EQ("result", L4_CC_MAPPED, answer_result & 0xFF);
    CHECK_EQ("no right to write", 0, answer_1 & L4_FPAGE_WRITE);
    struct words w = {1, 1, 0};
    CHECK_EQ("mine too", L4_CC_MAPPED, ask(&w, WINDOW) & 0xFF);
    CHECK_EQ("magic", L4_KIP_MAGIC, *(volatile uint32_t *)WINDOW);
}

TEST(15.11, "a request for a frame without a window gets its answer and no page")
{
    struct words w = {ANY, 0, 0};
    CHECK_EQ("result", 0, IPC_ERROR(ipc_call(L4_SIGMA0, &w)));
    CHECK(w.w0 != 0);
}

TEST(15.12, "sigma0 answers one client after the other, in turn, without losing any")
{
    for (uint32_t i = 0; i < 4; i++) {
        request_0 = ANY;
        request_1 = 0;
        helper_task(i, ask_there);
    }
    stage = 0;
    settle();
    CHECK_EQ("clients served", 4, stage);
}

TEST(15.13, "a request in the range of device memory brings the page at 1 GB above")
{
    struct words w = {0xBFFFF000u, 0, 0}; /* the last page of the BIOS's ROM, physical 0xFFFFF000 */
    CHECK_EQ("result", L4_CC_MAPPED, ask(&w, WINDOW) & 0xFF);
    CHECK_EQ("the far jump of the reset vector", 0xEA, *(volatile uint8_t *)(WINDOW + 0xFF0));
}

TEST(15.14, "sigma0's memory can run out: then any frame is answered with 0, and all else goes on")
{
    struct words w = {ANY, 0, 0};
    uint32_t count = 0;
    while (count < 8192) {
        w = (struct words){ANY, 0, 0};
        if (IPC_ERROR(ask(&w, WINDOW)) || w.w0 == 0)
            break;
        count++;
    }
    CHECK_EQ("answer", 0, w.w0);
    CHECK(count > 100 && count < 4096);
    w = (struct words){1, 1, 0};
    CHECK_EQ("the info page still comes", L4_CC_MAPPED, ask(&w, WINDOW) & 0xFF);
}
