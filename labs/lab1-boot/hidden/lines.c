/*
 * @test 158
 * title: Every line has a mask bit of its own
 * exercise: 1.5
 * points: 1
 * why: a thread waits for an interrupt of each line that a driver may have, in a drawn order, and
 *   none comes. While it waits its line is open and no other. A detached line is closed.
 * seed: the order
 * hint: lines 0 to 7 are bits 0 to 7 of the first controller's mask, lines 8 to 15 those of the
 *   second's
 * hint open: which bit of which controller belongs to the line?
 * hint closed: the line stayed open, or another was closed
 * hint timeout: does the kernel's clock still go? Which bits did pic_mask() change?
 * answers:
 *     lines = [1, 3, 4, 5, 6, 8, 9, 10, 11, 12]
 *     for i in range(10):
 *         line = lines[(i + mix(seed, 1) % 10) % 10]
 *         mask = 0xFFFA & ~(1 << line)
 *         say("open", line, mask & 255, mask >> 8)
 *         say("closed", 0xFA, 0xFF)
 */
#include "../tests/board.h"

#include <thread.h>

static uint32_t stack[512];
static volatile uint32_t line_waited_for;

/* Attaches and waits for ever; detaches when it is sent away from there. */
static void
wait_for_line(void *unused)
{
    struct words w;
    board_attach(line_waited_for);
    ipc_receive(line_waited_for + 1, &w, L4_NEVER);
    thread_stop();
}

static void
detach(void *unused)
{
    struct words w;
    ipc_receive(L4_NIL, &w, L4_RECV_ZERO);
    thread_stop();
}

static void
run(void (*what)(void *))
{
    thread_start(5, what, 0, stack, sizeof stack, test_pager());
    for (int turn = 0; turn < 20; turn++)
        l4_thread_switch(L4_NIL);
}

int
main(void)
{
    static const uint8_t lines[10] = {1, 3, 4, 5, 6, 8, 9, 10, 11, 12};
    test_begin();
    board_begin();
    for (uint32_t i = 0; i < 10; i++) {
        line_waited_for = lines[(i + test_mix(test_seed(), 1) % 10) % 10];
        run(wait_for_line);
        uint32_t said[3] = {line_waited_for, inb(0x21), inb(0xA1)};
        test_say_all("open", said, 3);
        run(detach);
        uint32_t closed[2] = {inb(0x21), inb(0xA1)};
        test_say_all("closed", closed, 2);
    }
    test_end();
}
