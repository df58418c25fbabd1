/*
 * Threads of the own task. Enter by thread_start().
 */
#include "thread.h"
#include "ipc.h"
#include "layout.h"
#include "program.h"

l4_id_t
thread_self(void)
{
    return l4_id_nearest(L4_NIL, NULL);
}

/* Where a program tells its parent of exceptions, each thread does. */
void start_catch(void) __attribute__((weak));

static void
thread_begin(void (*function)(void *argument), void *argument)
{
    if (start_catch && start_argument == START_PAGE)
        start_catch();
    function(argument);
    thread_stop();
}

l4_id_t
thread_start(uint32_t lthread, void (*function)(void *argument), void *argument, void *stack,
             size_t size, l4_id_t pager)
{
    uint32_t *top = (uint32_t *)((uint8_t *)stack + size);
    *--top = (uint32_t)argument;
    *--top = (uint32_t)function;
    *--top = (uint32_t)thread_stop; /* where thread_begin() would return to */
    struct thread_regs r = {(uint32_t)thread_begin, (uint32_t)top, L4_INVALID, pager, 0};
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

int
thread_alive(l4_id_t id)
{
    struct schedule_state s;
    l4_thread_schedule(id, L4_INVALID, L4_INVALID, &s);
    return s.parameter != L4_INVALID && (s.parameter >> 16 & 0xF) != 0xF;
}
