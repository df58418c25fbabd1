/*
 * deadlock: two threads that call each other, for ever. Neither needs the processor, so nothing is
 * slower; only nobody will ever wake them.
 */
#include "ipc.h"
#include "stdio.h"
#include "thread.h"

#define STACK 4096

static char stacks[2][STACK] __attribute__((aligned(16)));

/* Thread 1 calls 2, thread 2 calls 1: each waits until the other waits for a message. */
static void
call_other(void *argument)
{
    struct words w = {0, 0, 0};
    ipc_call(l4_thread_of(thread_self(), 3 - (uint32_t)argument), &w);
    printf("deadlock: thread %u got an answer, which cannot be\n", (uint32_t)argument);
}

int
main(void)
{
    uint32_t task = l4_task_no(thread_self());
    for (uint32_t n = 1; n <= 2; n++)
        thread_start(n, call_other, (void *)n, stacks[n - 1], STACK, thread_pager());
    printf("Thread 1 of this task (%u) calls thread 2, and thread 2 calls thread 1.\n"
           "A call sends first: each waits for the other to receive, and neither ever will.\n"
           "The kernel's debugger sees it: start the system by `make kdb`, come back here,\n"
           "press Ctrl-\\ and ask for `waits`: it draws who waits for whom and names the circle,\n"
           "%u.1 and %u.2; `go` goes on. Ctrl-C ends this program.\n",
           task, task, task);
    fflush(stdout);
    thread_stop();
}
