/*
 * Chapter 18: the kernel's memory runs out. That is an error code for who asked, and no harm to
 * anybody else; what a task used is there again when it ends.
 */
#include "check.h"
#include "kdebug.h"
#include "probe.h"
#include "sigma0.h"
#include "thread.h"

#include <stddef.h>

#define PAGE        0x10000000u
#define WINDOW      0x20000000u
#define WINDOW_SIZE 0x10000000u
#define FIRST       0x08000000u /* windows of 4 MB each, so that each page needs a page table */
#define STEP        0x00400000u
#define END         0xBFC00000u
#define RW          L4_FPAGE_WRITE

static volatile uint32_t result_sent, result_received;

/* Maps our page once into each 4 MB of the child, until the kernel has no memory for page tables.
 * Returns how often. */
static uint32_t
exhaust(l4_id_t child)
{
    uint32_t count = 0, sent;
    result_sent = result_received = 0;
    for (uint32_t at = FIRST; at < END; at += STEP, count++) {
        if (at >= PAGE && at < WINDOW)
            continue;
        result_received = IPC_ERROR(
            probe_pass(PROBE_ME, child, 0, l4_fpage(PAGE, 12, RW), l4_fpage(at, 12, 0), &sent));
        result_sent = IPC_ERROR(sent);
        if (result_received || result_sent)
            return count;
    }
    return count;
}

static l4_id_t
child(uint32_t n)
{
    sigma0_map_any((void *)PAGE);
    return probe_start(n, WINDOW, WINDOW_SIZE);
}

static void delete (l4_id_t task)
{
    l4_task_new(task, L4_ROOT, 0, 0, L4_NIL);
}

TEST(18.01, "a map that finds no memory for page tables ends with 0x70 at the sender and 0x60 at "
            "the receiver")
{
    l4_id_t c = child(0);
    CHECK(exhaust(c) > 100);
    CHECK_EQ("sender", 0x70, result_sent);
    CHECK_EQ("receiver", 0x60, result_received);
}

TEST(18.02, "what was mapped before the memory ran out stays")
{
    uint32_t value;
    l4_id_t c = child(0);
    *(volatile uint32_t *)PAGE = 0x1802;
    probe_read(c, WINDOW, NULL); /* makes the thread that reads, while there is memory */
    exhaust(c);
    CHECK(probe_read(c, FIRST, &value));
    CHECK_EQ("the page", 0x1802, value);
}

TEST(18.03, "the end of the task gives its memory back, every frame of it")
{
    helper_task(1, thread_stop); /* its memory is the same each time */
    settle();
    delete (child(0));
    uint32_t before = kd_check(0);
    l4_id_t c = child(0);
    exhaust(c);
    delete (c);
    CHECK_EQ("free frames", before, kd_check(0));
}

/* A task may have half of the kernel's memory, so it takes three to use up all of it. */
#define HOGS 3

static void
exhaust_with_all(l4_id_t hog[HOGS])
{
    for (uint32_t i = 0; i < HOGS; i++)
        hog[i] = child(i + 2);
    for (uint32_t i = 0; i < HOGS; i++)
        exhaust(hog[i]);
}

TEST(18.04, "without memory task_new fails with 0, and succeeds when there is some again")
{
    l4_id_t hog[HOGS], other = L4_NIL;
    exhaust_with_all(hog);
    for (uint32_t i = 0; i < 4; i++) {
        other = l4_task_new((4u << L4_CHIEF_SHIFT) | ((60u + i) << L4_TASK_SHIFT), 255, 0, 0,
                            L4_SIGMA0);
        if (other == L4_NIL)
            break;
    }
    CHECK_EQ("no task", L4_NIL, other);
    for (uint32_t i = 0; i < HOGS; i++)
        delete (hog[i]);
    other = l4_task_new((4u << L4_CHIEF_SHIFT) | (60u << L4_TASK_SHIFT), 255, 0, 0, L4_SIGMA0);
    CHECK_EQ("a task again", 60, l4_task_no(other));
    for (uint32_t i = 0; i < 4; i++)
        delete ((4u << L4_CHIEF_SHIFT) | ((60u + i) << L4_TASK_SHIFT));
}

TEST(18.05, "without memory a new thread cannot be made, and those that are there go on")
{
    static uint32_t stack[64];
    l4_id_t hog[HOGS], server = child(1);
    exhaust_with_all(hog);
    struct words w = {0, 0, 0};
    uint32_t refused = 0;
    for (uint32_t i = 20; i < 30; i++) { /* a few frames may be left */
        thread_start(i, (void (*)(void *))thread_stop, 0, stack, sizeof stack, thread_pager());
        refused += ipc_send(l4_thread_of(L4_ROOT, i), &w, L4_SEND_ZERO) == L4_ENOT_EXISTENT;
    }
    CHECK(refused > 0);
    CHECK_EQ("no page there", 0, probe_read(server, WINDOW, NULL));
}

TEST(18.06, "a child that takes all memory by its own threads is refused, and nobody else suffers")
{
    extern void make_threads(void);
    l4_id_t c = helper_task(0, make_threads);
    settle();
    struct words w;
    CHECK_EQ("it came to its end", 0, IPC_ERROR(ipc_receive(c, &w, 0xFF00000A)));
    delete (c);
    l4_id_t d = helper_task(1, thread_stop);
    CHECK(d != L4_NIL);
}

void make_threads(void);
void
make_threads(void)
{
    struct words w = {0, 0, 0};
    for (uint32_t i = 2; i < 64; i++) {
        struct thread_regs r = {L4_INVALID, L4_INVALID, L4_INVALID, L4_INVALID, 0};
        l4_lthread_ex_regs(i, &r);
    }
    ipc_send(L4_ROOT, &w, L4_NEVER);
    thread_stop();
}

TEST(18.10, "one task that takes all it can get leaves memory for another one")
{
    static uint32_t stack[64];
    l4_id_t hog = child(0);
    CHECK(exhaust(hog) > 100);
    struct words w = {0, 0, 0};
    thread_start(20, (void (*)(void *))thread_stop, 0, stack, sizeof stack, thread_pager());
    CHECK_EQ("a thread is made", L4_ETIMEOUT | L4_IN_SEND,
             ipc_send(l4_thread_of(L4_ROOT, 20), &w, L4_SEND_ZERO));
    l4_id_t other =
        l4_task_new((4u << L4_CHIEF_SHIFT) | (60u << L4_TASK_SHIFT), 255, 0, 0, L4_SIGMA0);
    CHECK_EQ("and a task", 60, l4_task_no(other));
    delete (other);
}
