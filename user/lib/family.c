/*
 * Tasks that share the caller's program. Enter by family_start().
 */
#include "family.h"
#include "ipc.h"
#include "program.h"
#include "thread.h"

#define PAGER_STACK 2048

static l4_id_t pager;
static char pager_stack[PAGER_STACK] __attribute__((aligned(16)));

/* Makes sure that the caller has the page itself, and may write to it if the child wants to: what
 * one does not have one cannot map. The one instruction changes nothing, whoever else writes there.
 */
static void
touch(uint32_t address, uint32_t write)
{
    if (write)
        __asm__ volatile("orb $0, (%0)" : : "r"(address) : "memory", "cc");
    else
        (void)*(volatile char *)address;
}

/* Page-fault messages of the children: w0 = address and access, w1 = EIP. Faults outside the
 * program get no page, and the child faults for ever: it hangs, and harms nobody. */
static void
serve_faults(void *argument)
{
    struct words w;
    l4_id_t client;
    uint32_t error = ipc_wait(&client, &w, IPC_SERVER);
    for (;;) {
        while (IPC_ERROR(error))
            error = ipc_wait(&client, &w, IPC_SERVER);
        uint32_t page = w.w0 & L4_PAGE_MASK, write = w.w0 & 2;
        w.w0 = page;
        w.w1 = 0;
        if (page >= (uint32_t)program_begin && page < (uint32_t)program_end) {
            touch(page, write);
            w.w1 = l4_fpage(page, L4_LOG2_PAGE, L4_FPAGE_WRITE);
        }
        error = ipc_map_and_wait(&client, &w);
    }
}

l4_id_t
family_start(uint32_t number, void (*function)(void), void *stack_top)
{
    if (!pager)
        pager =
            thread_start(FAMILY_PAGER, serve_faults, 0, pager_stack, PAGER_STACK, thread_pager());
    l4_id_t self = thread_self();
    l4_id_t task = (l4_task_no(self) << L4_CHIEF_SHIFT) | (number << L4_TASK_SHIFT);
    return l4_task_new(task, 255, (uint32_t)stack_top, (uint32_t)function, pager);
}

void
family_end(l4_id_t child)
{
    l4_task_new(child & ~L4_LTHREAD_MASK, thread_self(), 0, 0, L4_NIL);
}
