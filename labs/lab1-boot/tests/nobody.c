/*
 * @test 142
 * title: Threads that do not exist are found missing without a page fault
 * exercise: 1.4
 * points: 2
 * why: a message to a thread that was never made ends with 0x10, and asking for its state with
 *   0xFFFFFFFF, for every number from the first to the last. The kernel looks into the control
 *   block of each of them: where there is none, it reads zeros.
 * seed: the numbers of tasks and threads, and their versions
 * hint: the array of control blocks is 64 MB of addresses; behind all that are not made lies one
 *   page of zeros
 * hint first: task 1 is the lowest number that there can be
 * hint last: thread 63 of task 255 is the last one of the array
 * hint panic: at which address did the kernel fault, and whose control block would that be?
 * hint triple-fault: at which address did the kernel fault, and whose control block would that be?
 * answers:
 *     say("first", 0x10, 0xFFFFFFFF)
 *     say("last", 0x10, 0xFFFFFFFF)
 *     for i in range(12):
 *         say("drawn", 0x10, 0xFFFFFFFF)
 */
#include <test.h>
#include <ipc.h>

static void
look_for(const char *name, uint32_t task, uint32_t lthread, uint32_t version)
{
    l4_id_t id = 0x04000000u | task << L4_TASK_SHIFT | lthread << L4_LTHREAD_SHIFT | version;
    struct words w = {1, 2, 3};
    struct schedule_state state;
    uint32_t said[2] = {IPC_ERROR(ipc_send(id, &w, L4_BOTH_ZERO)), 0};
    l4_thread_schedule(id, L4_INVALID, L4_INVALID, &state);
    said[1] = state.parameter;
    test_say_all(name, said, 2);
}

int
main(void)
{
    test_begin();
    look_for("first", 1, 0, 1);
    look_for("last", 255, 63, 1023);
    for (uint32_t i = 0; i < 12; i++) {
        uint32_t drawn = test_mix(test_seed(), i);
        look_for("drawn", 5 + drawn % 251, drawn >> 8 & 63, 1 + (drawn >> 16) % 1023);
    }
    test_end();
}
