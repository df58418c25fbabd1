/*
 * @test 153
 * title: Interrupts of the first controller arrive beside the timer's
 * exercise: 1.5
 * points: 2
 * why: the serial line has line 4. It is made to interrupt a drawn number of times, with ticks of
 *   the kernel's clock in between; each comes to the driver that waits for it, and none without a
 *   cause.
 * seed: how often
 * hint: pic_unmask() opens one line, pic_acknowledge() lets the next one come
 * hint attach: a free line that nobody waits for is attached to with 0x20
 * hint came: the serial line's interrupt did not come: is its line open?
 * hint none: an interrupt came that nobody caused
 * hint timeout: the kernel's clock does not go on: what has the serial line's mask to do with the
 *   timer's?
 * hint panic: which vector came? Line 4 is at VECTOR_IRQ + 4
 * answers:
 *     say("attach", 0x20)
 *     for i in range(3 + mix(seed, 1) % 4):
 *         say("came", 0)
 *     say("none", 0x20)
 */
#include "board.h"

int
main(void)
{
    test_begin();
    board_begin();
    test_say("attach", board_attach(LINE_COM));
    for (uint32_t i = 0; i < 3 + test_mix(test_seed(), 1) % 4; i++) {
        com_ask();
        uint32_t came = board_wait(LINE_COM);
        com_quiet(); /* before the kernel prints on the same line */
        test_say("came", came);
        board_tick();
    }
    test_say("none", board_wait(LINE_COM));
    test_end();
}
