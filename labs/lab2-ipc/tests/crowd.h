/*
 * A crowd for tests: many threads of many tasks that sleep for an hour. Their pages come from a
 * pager of the test.
 */
#ifndef CROWD_H
#define CROWD_H

#include "clock.h"

#define CROWD_PAGER 63u
#define HOUR        (230u << 24 | 3u) /* receive timeout: 230 * 4^12 us */
#define FIRST_TASK  10u

static uint32_t crowd_shares[64];

/* Maps what the children miss to where they miss it: they run this program. */
static inline void
crowd_page(void *unused)
{
    struct words w;
    l4_id_t client;
    uint32_t error = ipc_wait(&client, &w, L4_NEVER);
    for (;;) {
        while (IPC_ERROR(error))
            error = ipc_wait(&client, &w, L4_NEVER);
        __asm__ volatile("lock; orl $0, %0" : "+m"(*(uint32_t *)(w.w0 & ~3u)));
        w = (struct words){w.w0 & L4_PAGE_MASK, l4_fpage(w.w0, L4_LOG2_PAGE, L4_FPAGE_WRITE), 0};
        error = ipc_map_and_wait(&client, &w);
    }
}

/* A thread of the crowd has no stack: nothing of it is ever saved in its own space. */
void crowd_sleep(void);
__asm__("crowd_sleep:\n"
        "        movl    $-1, %eax\n"
        "        xorl    %ebp, %ebp\n"
        "        xorl    %esi, %esi\n"
        "        movl    $0xE6000003, %ecx\n"
        "        int     $0x30\n"
        "        lock; incl crowd_awake_count\n"
        "1:      xorl    %esi, %esi\n"
        "        int     $0x33\n"
        "        jmp     1b\n"
        "        .comm   crowd_awake_count, 4, 4\n");
extern volatile uint32_t crowd_awake_count;

/* First thread of a task: makes the others, then sleeps, too. */
static inline void
crowd_task(void)
{
    uint32_t task = l4_task_no(thread_self()) - FIRST_TASK;
    for (uint32_t i = 1; i < crowd_shares[task]; i++) {
        struct thread_regs r = {(uint32_t)crowd_sleep, i, L4_INVALID, thread_pager(), 0};
        l4_lthread_ex_regs(i, &r);
    }
    crowd_sleep();
}

static inline void
crowd_pager_begin(void)
{
    static uint32_t stack[512];
    thread_start(CROWD_PAGER, crowd_page, 0, stack, sizeof stack, test_pager());
}

static inline l4_id_t
crowd_start(uint32_t task, void (*function)(void))
{
    static uint32_t stacks[16][256];
    return l4_task_new((L4_ROOT & L4_CHIEF_MASK) | (FIRST_TASK + task) << L4_TASK_SHIFT, 255,
                       (uint32_t)(stacks[task % 16] + 256), (uint32_t)function,
                       l4_thread_of(L4_ROOT, CROWD_PAGER));
}

/* A task with `threads` sleepers. */
static inline l4_id_t
crowd_sleepers(uint32_t task, uint32_t threads)
{
    crowd_shares[task] = threads;
    l4_id_t id = crowd_start(task, crowd_task);
    settle();
    settle();
    return id;
}

#endif
