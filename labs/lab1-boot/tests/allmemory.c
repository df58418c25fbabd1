/*
 * @test 145
 * title: The kernel can use all of its memory, to the last frame
 * exercise: 1.4
 * points: 2
 * why: the kernel has little memory, and the program makes threads and tasks until there is none
 *   left: a refusal and no fault. What it took before works, and after the tasks' end there is
 *   memory again.
 * seed: how much memory the kernel has
 * boot: kmem={4 * (130 + mix(seed, 1) % 40)}K
 * memory: 8
 * hint: physical memory is mapped from its first page to its last
 * hint refused: nobody was refused, though there cannot be memory for so many
 * hint again: what the tasks had did not come back
 * hint panic: at which address did the kernel fault: is that a frame of its memory?
 * hint triple-fault: at which address did the kernel fault: is that a frame of its memory?
 * answers:
 *     say("refused", 1)
 *     say("again", mix(seed, 2))
 */
#include "children.h"

#define FIRST 10u
#define MANY  120u

static volatile uint32_t word;
static l4_id_t tasks[MANY];

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
    uint32_t made = 0;
    test_begin();
    while (made < MANY) { /* they never run: the pager is no thread */
        tasks[made] = l4_task_new(0x04000001u | (FIRST + made) << L4_TASK_SHIFT, 0, 0x1000, 0x1000,
                                  l4_thread_of(L4_ROOT, 60));
        if (tasks[made] == L4_NIL)
            break;
        made++;
    }
    test_say("refused", made < MANY);
    for (uint32_t i = 0; i < made; i++)
        child_end(tasks[i]);
    word = test_mix(test_seed(), 2);
    test_say("again", child_word(child_start(8, speak)));
    test_end();
}
