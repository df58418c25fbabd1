/*
 * @test 177
 * title: Threads of other tasks learn who they are, and who is near
 * exercise: 1.7
 * points: 1
 * why: three tasks with drawn numbers ask for their own id, for the root task, for one another and
 *   for a thread of their own. All are of one clan: the nearest is the thread itself, and EAX is 0.
 * seed: the numbers of the tasks
 * hint: the control block of the running thread begins at its kernel stack pointer, masked; its id
 *   is the first word
 * hint own: the id of another, or without its version
 * hint near: the answer comes from the control block: result and source
 * hint panic: IRET finds the five words of the processor only if all that you pushed is gone from
 *   the stack
 * answers:
 *     for i in range(3):
 *         own = 0x04000001 | (8 + 20 * i + mix(seed, i) % 20) << 16
 *         say("own", own, 0)
 *         say("near", 0x04040001 | (mix(seed, 10 + i) % 64) << 10, 0)
 */
#include "../tests/children.h"

static volatile uint32_t asked, own[2], near[2];

static void
look_around(void)
{
    struct words w = {1, 0, 0};
    uint32_t type = 0xDEAD;
    own[0] = l4_id_nearest(L4_NIL, &type);
    own[1] = type;
    type = 0xDEAD;
    near[0] = l4_id_nearest(asked, &type);
    near[1] = type;
    ipc_send(L4_ROOT, &w, L4_NEVER);
    for (;;)
        l4_thread_switch(L4_NIL);
}

int
main(void)
{
    test_begin();
    for (uint32_t i = 0; i < 3; i++) {
        asked = l4_thread_of(L4_ROOT, test_mix(test_seed(), 10 + i) % 64);
        l4_id_t task = child_start(8 + 20 * i + test_mix(test_seed(), i) % 20, look_around);
        child_word(task);
        uint32_t said[2] = {own[0] ^ (task & L4_VERSION_MASK) ^ 1, own[1]};
        test_say_all("own", said, 2);
        said[0] = near[0];
        said[1] = near[1];
        test_say_all("near", said, 2);
        child_end(task);
    }
    test_end();
}
