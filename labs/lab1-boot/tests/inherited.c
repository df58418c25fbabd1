/*
 * @test 161
 * title: A new thread has what its creator has, and nothing of its own yet
 * exercise: 1.6
 * points: 1
 * why: a thread that is made has the priority and the time slice that its creator has at that
 *   moment, has used no time, waits for nobody, and is not running: nobody gave it an instruction
 *   to begin with.
 * seed: priorities and slices
 * hint: tcb_create() gets the creator's control block
 * hint word: priority and slice are the creator's; a thread that has no first instruction is halted
 *   (state 0xF)
 * hint rest: a control block is made of a page of zeros
 * hint panic: what was written to the control block before its page was there?
 * hint triple-fault: what was written to the control block before its page was there?
 * answers:
 *     for i in range(5):
 *         priority, m = 100 + mix(seed, i) % 28, 64 + mix(seed, 10 + i) % 190
 *         say("word", m << 24 | 11 << 20 | 0xF << 16 | priority)
 *         say("rest", 0, 0, 0)
 */
#include <test.h>
#include <syscall.h>

int
main(void)
{
    test_begin();
    for (uint32_t i = 0; i < 5; i++) {
        struct schedule_state state;
        struct thread_regs r = {L4_INVALID, L4_INVALID, L4_INVALID, L4_INVALID, 0};
        uint32_t priority = 100 + test_mix(test_seed(), i) % 28,
                 m = 64 + test_mix(test_seed(), 10 + i) % 190;
        l4_thread_schedule(L4_ROOT, m << 24 | 11u << 20 | priority, L4_INVALID, &state);
        l4_lthread_ex_regs(10 + i, &r); /* makes it; it does not run */
        l4_thread_schedule(l4_thread_of(L4_ROOT, 10 + i), L4_INVALID, L4_INVALID, &state);
        test_say("word", state.parameter);
        uint32_t rest[3] = {state.time_low, state.time_high, state.partner};
        test_say_all("rest", rest, 3);
    }
    test_end();
}
