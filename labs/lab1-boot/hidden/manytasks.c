/*
 * @test 147
 * title: Tasks come and go, and nothing of the old ones is left
 * exercise: 1.4
 * points: 1
 * why: twelve times a task with a drawn number is made, says its word, and is deleted while another
 *   one with the same number takes its place: each has its own memory of the kernel's, and each old
 *   id is unknown.
 * seed: the numbers and the words
 * memory: 32
 * hint: the kernel's part of a new page directory is that of the kernel's own, and a page that was
 *   taken back is in no TLB
 * hint old: an id of a former task was found
 * hint word: a task did not come to its message
 * hint panic: which address did the kernel touch, and whose was it before?
 * hint triple-fault: which address did the kernel touch, and whose was it before?
 * answers:
 *     for i in range(12):
 *         say("word", mix(seed, 100 + i))
 *         say("old", 0x10)
 */
#include "../tests/children.h"

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
    for (uint32_t i = 0; i < 12; i++) {
        struct words w = {0, 0, 0};
        uint32_t number = 8 + test_mix(test_seed(), i) % 40;
        word = 0x0DEAD000;
        l4_id_t old = child_start(number, speak);
        word = test_mix(test_seed(), 100 + i);
        l4_id_t task = child_start(number, speak);
        test_say("word", child_word(task));
        test_say("old", IPC_ERROR(ipc_send(old, &w, L4_BOTH_ZERO)));
        child_end(task);
    }
    test_end();
}
