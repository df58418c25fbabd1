/*
 * Runs all tests of a program. Enter by main().
 */
#include "check.h"
#include "family.h"
#include "ipc.h"
#include "kdebug.h"
#include "sigma0.h"
#include "stdio.h"
#include "string.h"
#include "thread.h"

#define HELPERS      8
#define FIRST_TASK   6
#define FIRST_HELPER 2

static const struct test *running;
static int failed;
static char stacks[2 * HELPERS][L4_PAGE_SIZE] __attribute__((aligned(L4_PAGE_SIZE)));
static uint8_t thread_used[HELPERS], task_used[HELPERS];

void
check_equal(const char *what, uint32_t expected, uint32_t seen, const char *file, int line)
{
    if (expected == seen || failed++)
        return;
    printf("FAIL %s %s: %s: expected 0x%x, seen 0x%x (%s:%d)\n", running->number, running->title,
           what, expected, seen, file, line);
}

static void
start_helper(void *f)
{
    ((void (*)(void))f)();
    thread_stop();
}

uint32_t
helper_thread(uint32_t n, void (*f)(void))
{
    thread_used[n] = 1;
    return thread_start(FIRST_HELPER + n, start_helper, (void *)f, stacks[n], L4_PAGE_SIZE,
                        thread_pager());
}

uint32_t
helper_task(uint32_t n, void (*f)(void))
{
    uint32_t *top = (uint32_t *)(stacks[HELPERS + n] + L4_PAGE_SIZE);
    *--top = (uint32_t)thread_stop; /* where `f` returns to */
    task_used[n] = 1;
    return family_start(FIRST_TASK + n, f, top);
}

uint32_t
helper_task_paged(uint32_t n, void (*f)(void), uint32_t pager)
{
    uint32_t *top = (uint32_t *)(stacks[HELPERS + n] + L4_PAGE_SIZE);
    l4_id_t task =
        (l4_task_no(thread_self()) << L4_CHIEF_SHIFT) | ((FIRST_TASK + n) << L4_TASK_SHIFT);
    *--top = (uint32_t)thread_stop;
    task_used[n] = 1;
    return l4_task_new(task, 255, (uint32_t)top, (uint32_t)f, pager);
}

uint32_t
clock_us(void)
{
    static char window[L4_PAGE_SIZE] __attribute__((aligned(L4_PAGE_SIZE)));
    static const struct l4_kip *kip;
    if (!kip)
        kip = sigma0_map_info(window);
    return (uint32_t)kip->clock;
}

void
pause_us(uint32_t us)
{
    uint32_t begin = clock_us();
    while (clock_us() - begin < us)
        l4_thread_switch(L4_NIL);
}

void
settle(void)
{
    for (int i = 0; i < 40; i++)
        l4_thread_switch(L4_NIL);
}

/* Helper threads wait for ever again, children are deleted: the next test finds what the first one
 * found. */
static void
clean_up(void)
{
    l4_id_t self = thread_self();
    for (uint32_t i = 0; i < HELPERS; i++) {
        if (thread_used[i])
            thread_start(FIRST_HELPER + i, start_helper, (void *)thread_stop, stacks[i],
                         L4_PAGE_SIZE, thread_pager());
        if (task_used[i])
            family_end((l4_task_no(self) << L4_CHIEF_SHIFT) | ((FIRST_TASK + i) << L4_TASK_SHIFT));
        thread_used[i] = task_used[i] = 0;
    }
    settle();
}

int
main(void)
{
    extern const struct test tests_begin[], tests_end[]; /* linker script */
    printf("plan %u\n", (unsigned)(tests_end - tests_begin));
    for (running = tests_begin; running < tests_end; running++) {
        failed = 0;
        running->run();
        clean_up();
        if (!failed)
            printf("ok %s %s\n", running->number, running->title);
    }
    printf("done\n");
    kd_exit(0);
    return 0;
}
