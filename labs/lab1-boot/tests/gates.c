/*
 * @test 123
 * title: A program enters the kernel through the gates that are meant for it and through no other
 * exercise: 1.2
 * points: 3
 * why: INT with a vector that is no system call (an exception's or an interrupt line's) is a
 *   general-protection fault of the program. The thread that did it never gets behind its INT.
 * seed: which vectors are tried, and in which order
 * hint: the level in bits 13 and 14 of a gate's high word says from which ring INT may use it
 * hint tried: a thread got behind an INT that is not for programs; which gates did you open to ring
 *   3?
 * hint panic: the INT of a program came to a handler that only the processor may call; which gates
 *   did you open to ring 3?
 * hint deadlock: nothing was printed at all? The console is entered with INT 3, which is for
 *   programs; so are 0x30 to 0x36
 * answers:
 *     vectors = [0, 8, 13, 14, 0x20, 0x21, 0x28, 0x2F]
 *     for i in range(4):
 *         say("tried", vectors[mix(seed, i) % 8], 0)
 *     say("alive", mix(seed, 9))
 */
#include <test.h>
#include <syscall.h>
#include <thread.h>

#define TRIES 4

static const uint8_t vectors[8] = {0, 8, 13, 14, 0x20, 0x21, 0x28, 0x2F};
static uint8_t stacks[TRIES][4096];
static volatile uint32_t behind[TRIES]; /* did the thread get behind its INT? */

static void
try_vector(void *argument)
{
    uint32_t i = (uint32_t)argument;
    switch (vectors[test_mix(test_seed(), i) % 8]) {
    case 0:
        __asm__ volatile("int $0");
        break;
    case 8:
        __asm__ volatile("int $8");
        break;
    case 13:
        __asm__ volatile("int $13");
        break;
    case 14:
        __asm__ volatile("int $14");
        break;
    case 0x20:
        __asm__ volatile("int $0x20");
        break;
    case 0x21:
        __asm__ volatile("int $0x21");
        break;
    case 0x28:
        __asm__ volatile("int $0x28");
        break;
    default:
        __asm__ volatile("int $0x2F");
        break;
    }
    behind[i] = 1;
    thread_stop();
}

int
main(void)
{
    test_begin();
    for (uint32_t i = 0; i < TRIES; i++) {
        thread_start(i + 1, try_vector, (void *)i, stacks[i], sizeof stacks[i], test_pager());
        for (int turn = 0; turn < 8; turn++) /* the thread runs, faults pages in, and tries */
            l4_thread_switch(L4_NIL);
        uint32_t said[2] = {vectors[test_mix(test_seed(), i) % 8], behind[i]};
        test_say_all("tried", said, 2);
    }
    test_say("alive", test_mix(test_seed(), 9));
    test_end();
}
