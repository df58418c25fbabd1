/*
 * @test 168
 * title: Threads of several address spaces find their own registers and stacks again
 * exercise: 1.6
 * points: 1
 * why: three tasks compare drawn numbers in registers and on their stacks, for several time slices,
 *   and are preempted in turn. Each finds its own numbers whenever it looks.
 * seed: the numbers
 * hint: the control block says which page directory belongs to its thread
 * hint found: a task found another's number, or registers
 * hint deadlock: a task never came to say what it found
 * hint timeout: a task never came to say what it found
 * hint panic: in whose address space did the thread run?
 * hint triple-fault: in whose address space did the processor run, and on which stack?
 * answers:
 *     for i in range(3):
 *         say("found", mix(seed, i), mix(seed, 10 + i), 0)
 */
#include "../tests/children.h"

static volatile uint32_t numbers[3], kept[3];

/* One number in a register, one on the stack; counts how often they are others. */
static void
work(uint32_t i)
{
    uint32_t wrong = 0, number = numbers[i], other = kept[i];
    volatile uint32_t on_stack = number;
    for (uint32_t n = 0; n < 400000; n++) {
        uint32_t a = number, b = other;
        __asm__ volatile("" : "+r"(a), "+r"(b));
        wrong += (on_stack != a) + (other != b);
    }
    struct words w = {on_stack, other, wrong};
    ipc_send(L4_ROOT, &w, L4_NEVER);
    for (;;)
        l4_thread_switch(L4_NIL);
}

static void
first(void)
{
    work(0);
}

static void
second(void)
{
    work(1);
}

static void
third(void)
{
    work(2);
}

int
main(void)
{
    static void (*const begin[3])(void) = {first, second, third};
    l4_id_t tasks[3];
    test_begin();
    for (uint32_t i = 0; i < 3; i++) {
        numbers[i] = test_mix(test_seed(), i);
        kept[i] = test_mix(test_seed(), 10 + i);
        tasks[i] = child_start(8 + i, begin[i]);
    }
    for (uint32_t i = 0; i < 3; i++) {
        struct words w = {0, 0, 0};
        ipc_receive(tasks[i], &w, L4_NEVER);
        uint32_t said[3] = {w.w0, w.w1, w.w2};
        test_say_all("found", said, 3);
    }
    test_end();
}
