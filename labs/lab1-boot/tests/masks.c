/*
 * @test 154
 * title: Only those lines are open that somebody waits for
 * exercise: 1.5
 * points: 2
 * why: the masks of both controllers, read from their ports: at first only the timer and the
 *   cascade are open. While a driver waits for its interrupt its line is open, too; once the
 *   interrupt came the line is masked until the driver's next wait.
 * seed: the order in which two lines are used
 * hint: a mask has one bit for each of eight lines, and 1 means closed
 * hint begin: after pic_init() all lines are closed but the cascade; the boot opens the timer's
 * hint after: pic_mask() sets the bit of one line, and leaves all others as they are
 * hint waiting: pic_unmask() clears the bit of one line, and leaves all others as they are
 * hint timeout: does the kernel's clock still go? Which bits did pic_mask() change?
 * answers:
 *     say("begin", 0xFA, 0xFF)
 *     for i in range(4):
 *         com = mix(seed, i) & 1
 *         say("waiting", 0xEA if com else 0xFA, 0xFF if com else 0xFE)
 *         say("after", 0xFA, 0xFF)
 */
#include "board.h"

#include <thread.h>

static uint32_t stack[512];
static volatile uint32_t waiting[2], noted;

static void
say_masks(const char *name)
{
    uint32_t masks[2] = {inb(0x21), inb(0xA1)};
    test_say_all(name, masks, 2);
}

/* Notes the masks while the first thread waits, then lets the interrupt come. */
static void
look(void *argument)
{
    waiting[0] = inb(0x21);
    waiting[1] = inb(0xA1);
    noted = 1;
    if (argument)
        com_ask();
    else
        rtc_start();
    for (;;)
        l4_thread_switch(L4_NIL);
}

int
main(void)
{
    test_begin();
    board_begin();
    say_masks("begin");
    stack[0] = 1;
    for (uint32_t i = 0; i < 4; i++) {
        uint32_t com = test_mix(test_seed(), i) & 1;
        board_attach(com ? LINE_COM : LINE_RTC);
        thread_start(5, look, (void *)com, stack, sizeof stack, test_pager());
        board_wait(com ? LINE_COM : LINE_RTC);
        com_quiet(); /* before the kernel prints on the same line */
        rtc_write(0x0B, (uint8_t)(rtc_read(0x0B) & ~0x40));
        rtc_read(0x0C);
        test_say_all("waiting", (const uint32_t *)waiting, 2);
        say_masks("after");
    }
    test_end();
}
