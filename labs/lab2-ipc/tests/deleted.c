/*
 * @test 275
 * title: The end of one side ends the transfer of the other
 * exercise: 2.7
 * points: 2
 * why: a string of two pages stands still in a page fault, of the sender or of the receiver, in a
 *   drawn order; then the other task is deleted. The one that is left gets 0xD0 as a sender, 0xC0
 *   as a receiver, and can receive afterwards.
 * seed: the order
 * hint: the transfer lies on the sender's stack: nobody may look at it when the sender is gone
 * hint fault: the transfer did not come to the page that is missing
 * hint left: the one that is left was not told
 * hint again: the one that is left is not as it was before: its guard, its transfer, its place to
 *   go on
 * hint panic: somebody looks at a transfer, or at a thread, that is no more
 * hint triple-fault: somebody looks at a transfer, or at a thread, that is no more
 * hint deadlock: the one that is left waits for ever
 * answers:
 *     for i in range(8):
 *         receives = (mix(seed, 1) + i) & 1
 *         say("fault", 1)
 *         say("left", 0xC0 if receives else 0xD0)
 *         say("again", mix(seed, i), 0)
 */
#include "broken.h"

static volatile uint32_t word;

static void
listen(void *unused)
{
    struct words w;
    l4_id_t source;
    result_here = ipc_wait(&source, &w, L4_NEVER);
    word = w.w0;
    thread_stop();
}

int
main(void)
{
    test_begin();
    for (uint32_t i = 0; i < 8; i++) {
        l4_id_t task = stuck_transfer((test_mix(test_seed(), 1) + i) & 3);
        test_say("fault", hole_faults);
        end_task(task);
        settle();
        test_say("left", IPC_ERROR(result_here));
        silence_about(0);
        break_off(VICTIM);
        victim(listen);
        struct words w = {test_mix(test_seed(), i), 0, 0};
        ipc_send(guest_id(VICTIM), &w, L4_SEND_ZERO);
        settle();
        uint32_t both[2] = {word, result_here};
        test_say_all("again", both, 2);
    }
    test_end();
}
