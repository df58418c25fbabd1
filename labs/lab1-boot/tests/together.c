/*
 * @test 155
 * title: Three sources interrupt at once, and none is lost
 * exercise: 1.5
 * points: 1
 * why: the timer, the serial line and the real-time clock interrupt while a thread only counts. Two
 *   drivers get all of theirs, and the kernel's clock keeps its pace.
 * seed: how many interrupts each driver waits for
 * hint: an interrupt that was not acknowledged keeps all lines of its controller, or those below
 *   it, from coming
 * hint com: the serial line's driver did not get all of its interrupts
 * hint rtc: the driver of the real-time clock did not get all of its interrupts
 * hint clock: the kernel's clock lost ticks
 * hint timeout: not all interrupts came
 * answers:
 *     say("com", 5 + mix(seed, 1) % 10)
 *     say("rtc", 3 + mix(seed, 2) % 5)
 *     say("clock", 1)
 */
#include "board.h"

#include <thread.h>

static uint32_t stacks[2][512];
static volatile uint32_t came[2];

static void
com_driver(void *unused)
{
    board_attach(LINE_COM);
    for (uint32_t wanted = 5 + test_mix(test_seed(), 1) % 10; came[0] < wanted;) {
        com_ask();
        if (board_wait(LINE_COM) == 0)
            came[0]++;
        com_quiet();
    }
    thread_stop();
}

static void
rtc_driver(void *unused)
{
    board_attach(LINE_RTC);
    rtc_start();
    for (uint32_t wanted = 3 + test_mix(test_seed(), 2) % 5; came[1] < wanted;) {
        if (board_wait(LINE_RTC) == 0)
            came[1]++;
        rtc_read(0x0C);
    }
    thread_stop();
}

int
main(void)
{
    test_begin();
    board_begin();
    thread_start(1, com_driver, 0, stacks[0], sizeof stacks[0], test_pager());
    thread_start(2, rtc_driver, 0, stacks[1], sizeof stacks[1], test_pager());
    while (came[0] < 5 + test_mix(test_seed(), 1) % 10 ||
           came[1] < 3 + test_mix(test_seed(), 2) % 5)
        ;
    uint32_t begin = board_tick();
    watch_start();
    while (watch_us() < 20000)
        ;
    uint32_t us = (uint32_t)board_info->clock - begin;
    test_say("com", came[0]);
    test_say("rtc", came[1]);
    test_say("clock", us > 15000 && us < 25000);
    test_end();
}
