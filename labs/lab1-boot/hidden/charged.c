/*
 * @test 169
 * title: Control blocks are paid for, and given back
 * exercise: 1.6
 * points: 1
 * why: a task makes a drawn number of threads. Its control blocks, one frame each, are charged to
 *   it; when the task ends the kernel has exactly as many free frames as before.
 * seed: how many threads there are
 * hint: tcb_create() takes a frame in the name of the space that the thread lives in, tcb_destroy()
 *   gives it back in the same name
 * hint threads: so many frames more were charged when the task made its threads
 * hint left: frames that are free afterwards, less those that were free before
 * hint panic: which frame was given back, in whose name, and was its page still mapped?
 * hint triple-fault: which frame was given back, and was its page still mapped?
 * hint deadlock: the task did not come to its message
 * answers:
 *     for i in range(3):
 *         say("threads", 1 + mix(seed, i) % 20)
 *         say("left", 0)
 */
#include "../tests/children.h"

#include <kdebug.h>

static volatile uint32_t wanted;

/* Sends a word, makes the threads when it is answered, sends another. */
static void
multiply(void)
{
    struct words w = {1, 0, 0};
    ipc_call(L4_ROOT, &w);
    for (uint32_t i = 1; i <= wanted; i++) {
        struct thread_regs r = {L4_INVALID, L4_INVALID, L4_INVALID, L4_INVALID, 0};
        l4_lthread_ex_regs(i, &r);
    }
    ipc_send(L4_ROOT, &w, L4_NEVER);
    for (;;)
        l4_thread_switch(L4_NIL);
}

int
main(void)
{
    test_begin();
    child_end(
        child_start(8, multiply)); /* what is made once is made now: the pager, and its pages */
    child_word(child_start(8, multiply));
    child_end(0x04000001u | 8u << L4_TASK_SHIFT);
    for (uint32_t i = 0; i < 3; i++) {
        struct words w = {0, 0, 0};
        wanted = 1 + test_mix(test_seed(), i) % 20;
        uint32_t before = kd_check(0);
        l4_id_t task = child_start(8, multiply);
        child_word(task);
        uint32_t few = kd_check(8);
        ipc_call(task, &w);
        test_say("threads", kd_check(8) - few);
        child_end(task);
        test_say("left", kd_check(0) - before);
    }
    test_end();
}
