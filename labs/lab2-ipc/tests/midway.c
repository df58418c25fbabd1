/*
 * @test 273
 * title: A transfer that is broken off tells both sides
 * exercise: 2.7
 * points: 3
 * why: a string of two pages stands still in a page fault, of the sender or of the receiver, in a
 *   drawn order; then one side is redirected. The sender gets 0xD0, the receiver 0xC0, on
 *   whichever side the fault was and whoever was redirected.
 * seed: the order
 * hint: four cases: who is redirected, and who waits for the pager? Only the sender carries on
 * hint fault: the transfer did not come to the page that is missing
 * hint here: the one that was redirected goes on when the sender has ended the transfer
 * hint there: the other side was not told: x->abort, and the end of the wait for the pager
 * hint panic: somebody was made ready who stands in the middle of a transfer
 * hint deadlock: one side waits for the other, or for the pager, for ever
 * answers:
 *     for i in range(8):
 *         receives = (mix(seed, 1) + i) & 1
 *         say("fault", 1)
 *         say("here", 0xC0 if receives else 0xD0)
 *         say("there", 0xD0 if receives else 0xC0)
 */
#include "broken.h"

int
main(void)
{
    test_begin();
    for (uint32_t i = 0; i < 8; i++) {
        l4_id_t task = stuck_transfer((test_mix(test_seed(), 1) + i) & 3);
        test_say("fault", hole_faults);
        test_say("here", break_off(VICTIM) & 0xF0);
        test_say("there", IPC_ERROR(result_there));
        silence_about(0);
        end_task(task);
        break_off(VICTIM);
    }
    test_end();
}
