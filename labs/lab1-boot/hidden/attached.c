/*
 * @test 157
 * title: A line can be attached to again and again
 * exercise: 1.5
 * points: 1
 * why: two lines are used in a drawn order, each time anew: attach, let it interrupt, wait, detach.
 *   After each round the masks are as they were in the beginning.
 * seed: the order
 * hint: what pic_unmask() opened pic_mask() closes again, and nothing else
 * hint came: an interrupt did not come in a later round: was the one before acknowledged?
 * hint masks: which line stayed open, or was closed that should be open?
 * hint timeout: nothing comes any more
 * answers:
 *     for i in range(8):
 *         say("came", 0x20, 0)
 *         say("masks", 0xFA, 0xFF)
 */
#include "../tests/board.h"

int
main(void)
{
    test_begin();
    board_begin();
    for (uint32_t i = 0; i < 8; i++) {
        struct words w;
        uint32_t com = test_mix(test_seed(), i) & 1, came[2], masks[2];
        came[0] = board_attach(com ? LINE_COM : LINE_RTC);
        if (com)
            com_ask();
        else
            rtc_start();
        came[1] = board_wait(com ? LINE_COM : LINE_RTC);
        com_quiet();
        rtc_write(0x0B, (uint8_t)(rtc_read(0x0B) & ~0x40));
        rtc_read(0x0C);
        ipc_receive(L4_NIL, &w, L4_RECV_ZERO);
        test_say_all("came", came, 2);
        masks[0] = inb(0x21);
        masks[1] = inb(0xA1);
        test_say_all("masks", masks, 2);
    }
    test_end();
}
