/*
 * @test 144
 * title: A thread that is gone is gone at once
 * exercise: 1.4
 * points: 2
 * why: a task is deleted and asked for in the next moment: the control block's page was taken away,
 *   and neither the page table nor the TLB may still show it. Then the same number is a new task.
 * seed: which task numbers are used
 * hint: the processor remembers translations; who tells it that one is no longer true?
 * hint gone: the old thread was still found, or something else in its place
 * hint new: the new task did not come to its first message
 * hint panic: the kernel found a control block where there is none any more: what did the TLB show
 *   it?
 * hint triple-fault: the kernel found a control block where there is none any more: what did the
 *   TLB show it?
 * answers:
 *     for i in range(4):
 *         say("new", mix(seed, 10 + i))
 *         say("gone", 0xFFFFFFFF)
 */
#include "children.h"

static volatile uint32_t word;

static void
speak(void)
{
    struct words w = {word, 0, 0};
    ipc_send(L4_ROOT, &w, L4_NEVER);
    for (;;)
        l4_thread_switch(L4_NIL);
}

int
main(void)
{
    test_begin();
    for (uint32_t i = 0; i < 4; i++) {
        struct schedule_state state;
        word = test_mix(test_seed(), 10 + i);
        l4_id_t task = child_start(8 + test_mix(test_seed(), i) % 200, speak);
        test_say("new", child_word(task));
        child_end(task);
        l4_thread_schedule(task, L4_INVALID, L4_INVALID, &state);
        test_say("gone", state.parameter);
    }
    test_end();
}
