/*
 * Tasks for tests: each runs a function of the test's own program, and its page faults are
 * answered, one to one, by a thread of the test.
 */
#ifndef CHILDREN_H
#define CHILDREN_H

#include <ipc.h>
#include <syscall.h>
#include <test.h>
#include <thread.h>

#define CHILDREN_PAGER 62u

/* The pager: touches the page itself, then maps it to where it was missed. */
static void
children_page(void *unused)
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

/* Task `number` begins at `function`, on a stack of its own; its id, or L4_NIL. */
static inline l4_id_t
child_start(uint32_t number, void (*function)(void))
{
    static uint32_t pager_stack[1024], stacks[8][512];
    static int paged;
    if (!paged++)
        thread_start(CHILDREN_PAGER, children_page, 0, pager_stack, sizeof pager_stack,
                     test_pager());
    uint32_t *top = stacks[number % 8] + 511;
    return l4_task_new(0x04000001u | number << L4_TASK_SHIFT, 255, (uint32_t)top,
                       (uint32_t)function, l4_thread_of(L4_ROOT, CHILDREN_PAGER));
}

/* Its end: the same task, inactive. */
static inline void
child_end(l4_id_t task)
{
    l4_task_new(task, L4_ROOT, 0, 0, L4_NIL);
}

/* What a child sends first, its w0. */
static inline uint32_t
child_word(l4_id_t task)
{
    struct words w = {0, 0, 0};
    uint32_t result = ipc_receive(task, &w, L4_NEVER);
    return IPC_ERROR(result) ? 0xDEAD0000u | result : w.w0;
}

#endif
