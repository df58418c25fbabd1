/*
 * Threads of the own task. Enter by thread_start().
 */
#include "thread.h"
#include "ipc.h"

l4_id_t
thread_self(void)
{
    return l4_id_nearest(L4_NIL, NULL);
}

l4_id_t
thread_start(uint32_t lthread, void (*function)(void *argument), void *argument, void *stack,
             size_t size, l4_id_t pager)
{
    uint32_t *top = (uint32_t *)((uint8_t *)stack + size);
    *--top = (uint32_t)argument;
    *--top = (uint32_t)thread_stop; /* where the function would return to */
    struct thread_regs r = {(uint32_t)function, (uint32_t)top, L4_INVALID, pager, 0};
    l4_lthread_ex_regs(lthread, &r);
    return l4_thread_of(thread_self(), lthread);
}

l4_id_t
thread_pager(void)
{
    struct thread_regs r = {L4_INVALID, L4_INVALID, L4_INVALID, L4_INVALID, 0};
    l4_lthread_ex_regs(l4_lthread_no(thread_self()), &r);
    return r.pager;
}

void
thread_stop(void)
{
    struct words w = {0, 0, 0};
    for (;;)
        ipc_receive(L4_NIL, &w, L4_NEVER);
}
