/*
 * Chapter 20: a pager's answers, one page each: near and far pages in turn, answers that mend
 * nothing, pagers in the faulting thread's own task, pages that come again with more rights.
 */
#include "check.h"
#include "ipc.h"
#include "sigma0.h"
#include "thread.h"

#define PAGER_LTHREAD 11
#define FRAMES        8u
#define TARGETS       24u
#define MAX_WRONG     8u
#define ONE_PAGE      (L4_LOG2_PAGE << 2)
#define LONELY        0x10005000u /* nobody has a page there, but one near it */

/* What the pager does. */
static volatile uint32_t asked, writes, rights; /* faults at targets; those by writing */
static volatile uint32_t wrong_left;            /* answers that mend nothing are given first */
static volatile struct words wrong[MAX_WRONG];
static char pager_stack[2048] __attribute__((aligned(16)));

/* What the child saw. */
static volatile uint32_t seen[TARGETS], stage, go;

/* Our frames lie 2.5 MB from each other, the pages to which they go in four areas of three GB. */
static uint32_t
source(uint32_t n)
{
    return 0x10000000u + n % FRAMES * 0x280000u;
}

static uint32_t
target(uint32_t n)
{
    static const uint32_t base[4] = {0x20000000u, 0x20300000u, 0x60000000u, 0xBFF00000u};
    return base[n % 4] + n / 4 * L4_PAGE_SIZE;
}

static volatile uint32_t *
word_at(uint32_t address)
{
    return (volatile uint32_t *)address;
}

/* Every third frame, so that neighbours among the targets are none among the sources. */
static uint32_t
source_of(uint32_t target_number)
{
    return source(3 * target_number);
}

static void
answer(struct words *w)
{
    uint32_t page = w->w0 & L4_PAGE_MASK, write = w->w0 & 2;
    if (wrong_left) {
        *w = wrong[--wrong_left];
        return;
    }
    w->w0 = page;
    for (uint32_t n = 0; n < TARGETS; n++)
        if (page == target(n)) {
            asked++;
            writes += write != 0;
            w->w1 = l4_fpage(source_of(n), L4_LOG2_PAGE, write ? L4_FPAGE_WRITE : rights);
            return;
        }
    (void)*word_at(page); /* the program: what the pager does not have it cannot map */
    w->w1 = l4_fpage(page, L4_LOG2_PAGE, L4_FPAGE_WRITE);
}

static void
serve(void *argument)
{
    struct words w;
    l4_id_t client;
    uint32_t error = ipc_wait(&client, &w, IPC_SERVER);
    for (;;) {
        while (IPC_ERROR(error))
            error = ipc_wait(&client, &w, IPC_SERVER);
        answer(&w);
        error = ipc_map_and_wait(&client, &w);
    }
}

/* Frames of ours with a number each, and the pager, with nothing noted. */
static l4_id_t
prepare(uint32_t with_rights)
{
    static l4_id_t pager;
    for (uint32_t n = 0; n < FRAMES; n++) {
        if (!pager && !sigma0_map_any((void *)source(n)))
            CHECK_EQ("a frame from sigma0", 1, 0);
        *word_at(source(n)) = 0x2000 + n;
    }
    if (!pager)
        pager =
            thread_start(PAGER_LTHREAD, serve, 0, pager_stack, sizeof pager_stack, thread_pager());
    asked = writes = wrong_left = stage = go = 0;
    rights = with_rights;
    return pager;
}

static void
wait_for_stage(uint32_t wanted)
{
    for (int n = 0; n < 50 && stage != wanted; n++)
        settle();
    CHECK_EQ("how far the child came", wanted, stage);
}

static void
read_all(void)
{
    for (uint32_t n = 0; n < TARGETS; n++)
        seen[n] = *word_at(target(n));
    stage = 1;
    thread_stop();
}

static void
check_all(void)
{
    wait_for_stage(1);
    for (uint32_t n = 0; n < TARGETS; n++)
        CHECK_EQ("the frame that was meant", 0x2000 + 3 * n % FRAMES, seen[n]);
    CHECK_EQ("one fault for each page", TARGETS, asked);
}

TEST(20.01, "pages of four areas, asked for in turn, come each from its own frame")
{
    helper_task_paged(0, read_all, prepare(L4_FPAGE_WRITE));
    check_all();
}

TEST(20.02, "the same in two tasks by turns")
{
    l4_id_t pager = prepare(0);
    helper_task_paged(0, read_all, pager);
    check_all();
    asked = stage = 0;
    helper_task_paged(1, read_all, pager);
    check_all();
}

static void
add_wrong(uint32_t send_base, l4_fpage_t fpage)
{
    wrong[wrong_left++] = (struct words){send_base, fpage, 0};
}

TEST(20.03, "an answer that maps nothing, or nothing there, mends nothing: the fault comes again")
{
    static char stack[2048] __attribute__((aligned(16)));
    uint32_t page = source(0) | ONE_PAGE;
    prepare(0);
    add_wrong(0xC0000000u, page);                 /* into the kernel */
    add_wrong(0xFFFFF000u, page);                 /* and to its end */
    add_wrong(target(0), 0xC0000000u | ONE_PAGE); /* from the kernel */
    add_wrong(target(0), LONELY | ONE_PAGE);      /* what the pager does not have */
    add_wrong(target(0), 0x70000000u | ONE_PAGE); /* nor anything near it */
    add_wrong(0xFFFFFFFFu, 0xFFFFFFFFu);
    add_wrong(0, L4_FPAGE_WRITE);
    add_wrong(0, 0); /* the first answer that this pager ever gives */
    helper_task_paged(
        0, read_all,
        thread_start(PAGER_LTHREAD + 3, serve, 0, stack, sizeof stack, thread_pager()));
    check_all();
    CHECK_EQ("wrong answers left", 0, wrong_left);
}

static void
read_write_read(void)
{
    seen[0] = *word_at(target(1));
    *word_at(target(1)) = 0x77;
    stage = 1;
    while (!go)
        l4_thread_switch(L4_NIL);
    seen[1] = *word_at(target(1));
    *word_at(target(1)) = 0x79;
    stage = 2;
    thread_stop();
}

TEST(20.04,
     "a page given to be read is asked for again when it is written, and when it was unmapped")
{
    helper_task_paged(0, read_write_read, prepare(0));
    wait_for_stage(1);
    CHECK_EQ("read", 0x2003, seen[0]);
    CHECK_EQ("faults", 2, asked);
    CHECK_EQ("faults by writing", 1, writes);
    CHECK_EQ("what was written", 0x77, *word_at(source(3)));
    l4_fpage_unmap(l4_fpage(source(3), L4_LOG2_PAGE, 0), L4_UNMAP_REMOVE);
    *word_at(source(3)) = 0x78;
    go = 1;
    wait_for_stage(2);
    CHECK_EQ("read again", 0x78, seen[1]);
    CHECK_EQ("written again", 0x79, *word_at(source(3)));
    CHECK_EQ("faults", 4, asked);
    CHECK_EQ("faults by writing", 2, writes);
}

static void
read_lonely(void *argument)
{
    seen[0] = *word_at(LONELY);
    stage = 1;
    thread_stop();
}

/* A pager in the faulting thread's own task: it sends a mapping, which has no effect, and then gets
 * the page for the task, and answers with words. */
static void
serve_own_task(void *argument)
{
    struct words w;
    l4_id_t client;
    ipc_wait(&client, &w, IPC_SERVER);
    asked++;
    w = (struct words){LONELY, l4_fpage(source(0), L4_LOG2_PAGE, 0), 0};
    ipc_map_and_wait(&client, &w);
    asked++;
    sigma0_map_any((void *)LONELY);
    *word_at(LONELY) = 0x55;
    w.w1 = 0;
    ipc_reply_and_wait(&client, &w);
    thread_stop();
}

TEST(20.05, "a mapping within the task has no effect on a fault, words let the thread go on")
{
    static char stacks[2][2048] __attribute__((aligned(16)));
    prepare(0);
    l4_id_t own = thread_start(PAGER_LTHREAD + 1, serve_own_task, 0, stacks[0], sizeof stacks[0],
                               thread_pager());
    thread_start(PAGER_LTHREAD + 2, read_lonely, 0, stacks[1], sizeof stacks[1], own);
    wait_for_stage(1);
    CHECK_EQ("read", 0x55, seen[0]);
    CHECK_EQ("faults", 2, asked);
}
