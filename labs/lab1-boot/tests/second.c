/*
 * @test 152
 * title: Interrupts of the second controller arrive, one after the other
 * exercise: 1.5
 * points: 2
 * why: the real-time clock has line 8, the first of the second controller. A driver attaches to it
 *   and gets an interrupt each time it waits, while the kernel's own clock goes on.
 * seed: how many interrupts are waited for
 * hint: the second controller hangs on line 2 of the first, and each of them wants its end of
 *   interrupt
 * hint attach: a free line that nobody waits for is attached to with 0x20
 * hint came: the first one came and no other? Who was told that it is over?
 * hint clock: the kernel's clock stands still: were both controllers told?
 * hint timeout: nothing moves any more after the first interrupt: were both controllers told that
 *   it is over?
 * hint panic: which vector came? Line 8 is at VECTOR_IRQ + 8
 * hint triple-fault: which vector came? Line 8 is at VECTOR_IRQ + 8
 * answers:
 *     say("attach", 0x20)
 *     for i in range(4 + mix(seed, 1) % 5):
 *         say("came", 0)
 *     say("clock", 1)
 */
#include "board.h"

int
main(void)
{
    test_begin();
    board_begin();
    test_say("attach", board_attach(LINE_RTC));
    rtc_start();
    uint32_t begin = (uint32_t)board_info->clock;
    for (uint32_t i = 0; i < 4 + test_mix(test_seed(), 1) % 5; i++) {
        test_say("came", board_wait(LINE_RTC));
        rtc_read(0x0C);
    }
    board_tick();
    uint32_t us = (uint32_t)board_info->clock - begin;
    test_say("clock", us > 20000 && us < 200000);
    test_end();
}
