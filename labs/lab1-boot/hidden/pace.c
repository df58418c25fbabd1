/*
 * @test 156
 * title: The clock keeps its pace while interrupts come
 * exercise: 1.5
 * points: 1
 * why: interrupts of the second controller come and are waited for. Between two ticks of the
 *   kernel's clock, some 30 ms apart, another counter of the board measures the same time: the two
 *   differ by less than 1 part in 20.
 * seed: how long it is measured
 * hint: the counter of channel 0 is loaded with 1193182 / 1000000 times the microseconds, low byte
 *   first
 * hint slow: the clock goes too slowly: is the divisor too large, or is a byte of it missing?
 * hint fast: the clock goes too fast: is the divisor too small, or is a byte of it missing?
 * hint timeout: the clock does not go: is the line open, and acknowledged each time?
 * hint panic: which vector came, and which should the timer have?
 * hint triple-fault: which vector came, and which should the timer have?
 * answers:
 *     for i in range(6):
 *         say("slow", 0)
 *         say("fast", 0)
 *     say("word", mix(seed, 9))
 */
#include "../tests/board.h"

int
main(void)
{
    test_begin();
    board_begin();
    board_attach(LINE_RTC);
    rtc_start();
    for (uint32_t i = 0; i < 6; i++) {
        board_wait(LINE_RTC);
        rtc_read(0x0C);
        uint32_t length = 15000 + test_mix(test_seed(), i) % 15000;
        uint32_t begin = board_tick();
        watch_start();
        uint32_t now;
        do
            now = board_tick();
        while (now - begin < length && watch_us() < 53000);
        uint32_t real = watch_us();
        test_say("slow", now - begin < real - real / 20);
        test_say("fast", now - begin > real + real / 20);
    }
    test_say("word", test_mix(test_seed(), 9));
    test_end();
}
