/*
 * @test 124
 * title: A program has no access to I/O ports that nobody mapped to it
 * exercise: 1.2
 * points: 2
 * why: IN and OUT from ring 3 ask the I/O permission bitmap, whose offset stands in the task state
 *   segment. All its bits are set, so the instruction faults and the thread never gets behind it.
 * seed: which ports are tried
 * hint: the processor looks for the bitmap at tss + io_base; the segment's limit must reach to its
 *   end
 * hint tried: the thread got behind an IN; which bits does the processor find at tss + io_base?
 * answers:
 *     ports = [0x20, 0x21, 0x40, 0x60, 0x64, 0x70, 0xA1, 0x3FD]
 *     for i in range(3):
 *         say("tried", ports[mix(seed, i) % 8], 0)
 *     say("alive", mix(seed, 9))
 */
#include <test.h>
#include <syscall.h>
#include <thread.h>

#define TRIES 3

static const uint16_t ports[8] = {0x20, 0x21, 0x40, 0x60, 0x64, 0x70, 0xA1, 0x3FD};
static uint8_t stacks[TRIES][4096];
static volatile uint32_t behind[TRIES]; /* did the thread get behind its IN? */

static void
try_port(void *argument)
{
    uint32_t i = (uint32_t)argument;
    uint8_t value;
    __asm__ volatile("inb %1, %0" : "=a"(value) : "d"(ports[test_mix(test_seed(), i) % 8]));
    behind[i] = 1;
    thread_stop();
}

int
main(void)
{
    test_begin();
    for (uint32_t i = 0; i < TRIES; i++) {
        thread_start(i + 1, try_port, (void *)i, stacks[i], sizeof stacks[i], test_pager());
        for (int turn = 0; turn < 8; turn++)
            l4_thread_switch(L4_NIL);
        uint32_t said[2] = {ports[test_mix(test_seed(), i) % 8], behind[i]};
        test_say_all("tried", said, 2);
    }
    test_say("alive", test_mix(test_seed(), 9));
    test_end();
}
