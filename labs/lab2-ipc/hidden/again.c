/*
 * @test 276
 * title: After a transfer that was broken off the next one works
 * exercise: 2.7
 * points: 1
 * why: six times a transfer is broken off in a fault, drawn which; then the same two pages are
 *   sent without a fault and arrive, every byte of them.
 * seed: which side faults, what is sent
 * hint: what does a transfer leave in the control blocks of its two sides?
 * hint here: the code of the one that was redirected
 * hint sum: the next transfer did not bring everything
 * hint panic: something of the transfer that was broken off is still there
 * hint deadlock: somebody still waits in the transfer that was broken off
 * answers:
 *     for i in range(6):
 *         receives = mix(seed, i) & 1
 *         say("here", 0xC0 if receives else 0xD0)
 *         total = 0
 *         for j in range(0, 8192, 4):
 *             total = (total * 3 + mix(seed, 7 * i + j)) & 0xFFFFFFFF
 *         say("sum", total, 0)
 */
#include "../tests/broken.h"

int
main(void)
{
    test_begin();
    for (uint32_t i = 0; i < 6; i++) {
        uint32_t receives = test_mix(test_seed(), i) & 1, sum = 0;
        l4_id_t task = stuck_transfer(test_mix(test_seed(), i) & 3);
        test_say("here", break_off(VICTIM) & 0xF0);
        end_task(task);
        silence_about(0);
        uint32_t *from = (uint32_t *)(receives ? theirs : mine),
                 *to = (uint32_t *)(receives ? mine : theirs);
        for (uint32_t j = 0; j < AREA / 4; j++) {
            from[j] = test_mix(test_seed(), 7 * i + 4 * j);
            to[j] = 0;
        }
        two_pages(from, to);
        partner = other_task(receives ? send_there : receive_there);
        break_off(VICTIM);
        thread_start(VICTIM, receives ? victim_receives : victim_sends, 0, party_stacks[VICTIM],
                     sizeof party_stacks[0], test_pager());
        settle();
        settle();
        for (uint32_t j = 0; j < AREA / 4; j++)
            sum = sum * 3 + to[j];
        uint32_t both[2] = {sum, IPC_ERROR(result_here) | IPC_ERROR(result_there)};
        test_say_all("sum", both, 2);
        end_task(partner);
    }
    test_end();
}
