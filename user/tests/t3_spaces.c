/*
 * Chapter 3: address spaces: page faults as messages, map, grant, unmap, sigma0.
 */
#include "check.h"
#include "ipc.h"
#include "sigma0.h"
#include "thread.h"

#define PAGE __attribute__((aligned(L4_PAGE_SIZE)))

static volatile uint32_t page[2][L4_PAGE_SIZE / 4] PAGE;
static volatile uint32_t target[4][L4_PAGE_SIZE / 4] PAGE;
static volatile uint32_t results[8];

static void
write_shared(void)
{
    page[0][0] = 0x12345678;
    results[0] = page[0][1];
}

TEST(3.01, "a child's pages come from its pager, and are the pager's own")
{
    page[0][0] = 0;
    page[0][1] = 0xABCD;
    helper_task(0, write_shared);
    settle();
    CHECK_EQ("written by the child", 0x12345678, page[0][0]);
    CHECK_EQ("read by the child", 0xABCD, results[0]);
}

/* The pager of a child that this test plays itself: the child touches `page[1]`. */
static void
touch_then_tell(void)
{
    results[1] = page[1][3];
    page[1][3] = 0x5555;
    results[2] = 1;
}

static l4_id_t
task_with_me_as_pager(void (*f)(void), uint32_t *stack_top)
{
    return l4_task_new(0x040E0000, 255, (uint32_t)stack_top, (uint32_t)f, thread_self());
}

/* Answers the fault in *w and those that follow, up to one on page[1]; returns that one. */
static uint32_t
serve_until_page_1(l4_id_t child, struct words *w)
{
    uint32_t result = L4_OK;
    while (!IPC_ERROR(result) && (w->w0 & L4_PAGE_MASK) != (uint32_t)page[1]) {
        uint32_t at = w->w0 & L4_PAGE_MASK;
        l4_id_t source;
        (void)*(volatile uint32_t *)at;
        w->w0 = at;
        w->w1 = l4_fpage(at, L4_LOG2_PAGE, L4_FPAGE_WRITE);
        result = l4_ipc(child, L4_SEND_MAP, 0, L4_NEVER, w, &source);
    }
    return w->w0;
}

TEST(3.02, "a page-fault message names address and access: bit 1 for a write")
{
    static uint32_t stack[512];
    struct words w;
    l4_id_t source;
    page[1][3] = 0x7777;
    results[2] = 0;
    l4_id_t child = task_with_me_as_pager(touch_then_tell, stack + 512);
    ipc_receive(child, &w, L4_NEVER);
    CHECK_EQ("read fault", (uint32_t)&page[1][3], serve_until_page_1(child, &w));
    CHECK(w.w1 >= (uint32_t)touch_then_tell && w.w1 < (uint32_t)touch_then_tell + 64);
    w.w0 = (uint32_t)page[1];
    w.w1 = l4_fpage((uint32_t)page[1], L4_LOG2_PAGE, 0);
    l4_ipc(child, L4_SEND_MAP, 0, L4_NEVER, &w, &source);
    CHECK_EQ("write fault on a read-only page", (uint32_t)&page[1][3] | 2,
             serve_until_page_1(child, &w));
    CHECK_EQ("the read came through", 0x7777, results[1]);
    w.w0 = (uint32_t)page[1];
    w.w1 = l4_fpage((uint32_t)page[1], L4_LOG2_PAGE, L4_FPAGE_WRITE);
    l4_ipc(child, L4_SEND_MAP, L4_NO_RECEIVE, L4_NEVER, &w, &source);
    settle();
    CHECK_EQ("the write came through", 0x5555, page[1][3]);
    CHECK_EQ("the child went on", 1, results[2]);
    l4_task_new(child, L4_ROOT, 0, 0, L4_NIL);
}

static void
write_for_ever(void)
{
    for (;;)
        page[0][5]++;
}

TEST(3.03, "unmap takes a page from the child and leaves it to me")
{
    helper_task(0, write_for_ever);
    settle();
    l4_fpage_unmap(l4_fpage((uint32_t)page[0], L4_LOG2_PAGE, 0), L4_UNMAP_REMOVE);
    uint32_t before = page[0][5];
    CHECK(before != 0);
    settle(); /* it faults, and gets the page again */
    CHECK(page[0][5] != before);
}

TEST(3.04, "sigma0 gives a free frame, once: to me, and as often as I ask")
{
    l4_fpage_unmap(l4_fpage((uint32_t)target[0], L4_LOG2_PAGE, 0),
                   L4_UNMAP_REMOVE | L4_UNMAP_FLUSH);
    CHECK_EQ("a free frame", 1, sigma0_map_any((void *)target[0]));
    target[0][0] = 0xFEED;
    CHECK_EQ("it is memory", 0xFEED, target[0][0]);
    CHECK_EQ("a frame of mine again", 1, sigma0_map_frame((uint32_t)page[1], (void *)target[1]));
    target[1][9] = 0xBEEF;
    CHECK_EQ("the same frame at two addresses", 0xBEEF, page[1][9]);
}

TEST(3.05, "sigma0 refuses the kernel's memory, sigma0's own, and what does not exist")
{
    CHECK_EQ("kernel image", 0, sigma0_map_frame(0x00101000, (void *)target[2]));
    CHECK_EQ("sigma0", 0, sigma0_map_frame(0x00020000, (void *)target[2]));
    CHECK_EQ("page 0", 0, sigma0_map_frame(0, (void *)target[2]));
    CHECK_EQ("behind the memory", 0, sigma0_map_frame(0x3F000000, (void *)target[2]));
}

TEST(3.06, "the kernel info page is readable and has its magic")
{
    const struct l4_kip *kip = sigma0_map_info((void *)target[3]);
    CHECK(kip != 0);
    CHECK_EQ("magic", L4_KIP_MAGIC, kip->magic);
    CHECK_EQ("main memory starts at", 0, kip->main_memory.low);
    CHECK(kip->main_memory.high > 0x200000);
}
