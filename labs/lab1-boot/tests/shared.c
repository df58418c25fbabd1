/*
 * @test 143
 * title: All address spaces share the kernel
 * exercise: 1.4
 * points: 2
 * why: four tasks are made. What the kernel learns while it runs in one space (a control block that
 *   is made, a message that waits) it must find again while it runs in any other: each task sends a
 *   word, and the last one answers threads that were made after it.
 * seed: the words
 * hint: the kernel's part of a new page directory is that of the kernel's own, entry by entry
 * hint word: a message from another space did not arrive
 * hint late: a control block that was made later must show in the spaces that were made before
 * hint panic: in which space did the kernel run when it faulted, and what is missing there?
 * hint triple-fault: in which space did the processor run, and is the kernel's code there?
 * hint deadlock: a task did not come to send: was the kernel there in its space?
 * answers:
 *     for i in range(4):
 *         say("word", mix(seed, i))
 *     for i in range(3):
 *         say("late", mix(seed, 10 + i))
 */
#include "children.h"

static volatile uint32_t words[4];
static uint32_t late_stacks[3][256];
static volatile l4_id_t listener;
static volatile uint32_t late;

static void
send_word(uint32_t i)
{
    struct words w = {words[i], 0, 0};
    ipc_send(L4_ROOT, &w, L4_NEVER);
    for (;;)
        l4_thread_switch(L4_NIL);
}

static void
first(void)
{
    send_word(0);
}

static void
second(void)
{
    send_word(1);
}

static void
third(void)
{
    send_word(2);
}

/* The last one sends its word, then sends back what anybody sends it. */
static void
last(void)
{
    struct words w = {words[3], 0, 0};
    l4_id_t client;
    ipc_send(L4_ROOT, &w, L4_NEVER);
    ipc_wait(&client, &w, L4_NEVER);
    for (;;)
        ipc_reply_and_wait(&client, &w);
}

static void
ask_last(void *argument)
{
    struct words w = {test_mix(test_seed(), 10 + (uint32_t)argument), 0, 0};
    ipc_call(listener, &w);
    late = w.w0;
    thread_stop();
}

int
main(void)
{
    static void (*const begin[4])(void) = {first, second, third, last};
    l4_id_t tasks[4];
    test_begin();
    for (uint32_t i = 0; i < 4; i++) {
        words[i] = test_mix(test_seed(), i);
        tasks[i] = child_start(8 + i, begin[i]);
    }
    for (uint32_t i = 0; i < 4; i++)
        test_say("word", child_word(tasks[i]));
    listener = tasks[3];
    for (uint32_t i = 0; i < 3; i++) {
        late = 0;
        thread_start(20 + i, ask_last, (void *)i, late_stacks[i], sizeof late_stacks[i],
                     test_pager());
        for (int turn = 0; turn < 200 && !late; turn++)
            l4_thread_switch(L4_NIL);
        test_say("late", late);
    }
    test_end();
}
