/*
 * @test 171
 * title: Every thread learns its own id
 * exercise: 1.7
 * points: 2
 * why: id_nearest with ESI = 0 answers "who am I?": ESI is the id of the thread that asks, with
 *   task, number and version, and EAX is 0.
 * seed: which four of the 63 other threads of the task are started
 * hint: the control block of the running thread begins at its kernel stack pointer, masked; its id
 *   is the first word
 * hint root: the root task's first thread is 0x04040001
 * hint type: EAX is 0: one is always in one's own clan
 * hint thread: another thread than the first asks; does the answer come from its own control block?
 * answers:
 *     say("root", 0x04040001)
 *     say("type", 0)
 *     for i in range(4):
 *         number = 16 * i + mix(seed, i) % 15 + 1
 *         say("thread", 0x04040001 | number << 10, 0)
 */
#include <test.h>
#include <syscall.h>
#include <thread.h>

#define ASKERS 4

static uint8_t stacks[ASKERS][4096];
static volatile uint32_t answer[ASKERS][2];
static volatile uint32_t done;

static void
ask(void *argument)
{
    uint32_t i = (uint32_t)argument, type = 0xDEAD;
    answer[i][0] = l4_id_nearest(L4_NIL, &type);
    answer[i][1] = type;
    done++;
    thread_stop();
}

int
main(void)
{
    uint32_t type = 0xDEAD;
    test_begin();
    test_say("root", l4_id_nearest(L4_NIL, &type));
    test_say("type", type);
    for (uint32_t i = 0; i < ASKERS; i++) {
        uint32_t number = 16 * i + test_mix(test_seed(), i) % 15 + 1;
        thread_start(number, ask, (void *)i, stacks[i], sizeof stacks[i], test_pager());
        while (done != i + 1)
            l4_thread_switch(L4_NIL);
        uint32_t said[2] = {answer[i][0], answer[i][1]};
        test_say_all("thread", said, 2);
    }
    test_end();
}
