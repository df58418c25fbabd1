/*
 * @test 128
 * title: A program can use exactly those I/O ports that were mapped to it
 * exercise: 1.2
 * points: 1
 * why: sixteen ports come from sigma0. Reading one of them works, so the processor finds the bitmap
 *   of this task; drawn ports elsewhere, up to the last one, are general-protection faults with
 *   error code 0.
 * seed: which ports are tried
 * hint: the processor looks for the bitmap at tss + io_base; the segment's limit must reach to its
 *   end
 * hint mapped: a port that was mapped could not be read: does the segment's limit reach to the bit?
 * hint other: the program got at a port that nobody mapped; which bits does the processor find at
 *   tss + io_base?
 * hint panic: where does the processor look for the bitmap, and is there a page?
 * answers:
 *     for i in range(5):
 *         say("mapped", 2)
 *         say("other", 1, 4, 0)
 *     say("other", 1, 4, 0)
 */
#include "../tests/catch.h"

#include <sigma0.h>

extern volatile uint32_t port;
volatile uint32_t port;

ATTEMPT(read_port, "movl port, %edx", "inb %dx, %al");

static void
say_other(uint32_t number)
{
    port = number;
    catch (read_port, test_pager());
    uint32_t said[3] = {catch_came, (catch_before - catch_esp) / 4, catch_words[0]};
    test_say_all("other", said, 3);
}

int
main(void)
{
    test_begin();
    sigma0_map_ports(0x80, 4);
    for (uint32_t i = 0; i < 5; i++) {
        port = 0x81 + test_mix(test_seed(), i) % 14;
        test_say("mapped", catch (read_port, test_pager()));
        say_other(0x90 + test_mix(test_seed(), 10 + i) % 0xFF00);
    }
    say_other(0xFFFF);
    test_end();
}
