/*
 * @test 127
 * title: Every vector that is not a program's is refused by the processor itself
 * exercise: 1.2
 * points: 1
 * why: INT with twenty drawn vectors, of all 256 but 3 and the system calls: each is a
 *   general-protection fault with error code 8 n + 2, told to the thread at its INT. The kernel's
 *   handler for that vector is not entered.
 * seed: the vectors
 * hint: the level in bits 13 and 14 of a gate's high word says from which ring INT may use it;
 *   behind the last gate there is none
 * hint vector: which gates did you open to ring 3, and how long is the table?
 * hint panic: the INT of a program came to a handler that only the processor may call; which gates
 *   did you open to ring 3?
 * hint triple-fault: what lies behind the last gate, and does the table's limit reach there?
 * answers:
 *     free = [v for v in range(256) if v != 3 and not 0x30 <= v <= 0x36]
 *     for i in range(20):
 *         v = free[mix(seed, i) % len(free)]
 *         say("vector", v, 1, 4, 8 * v + 2)
 */
#include "../tests/catch.h"

extern uint8_t vector_int[4];

/* INT with a vector that is written here before. */
__asm__("        .data\n"
        "vector_try:\n"
        "        movl    %esp, catch_before\n"
        "vector_int: int $0\n"
        "        movl    $2, catch_came\n"
        "1:      xorl    %esi, %esi\n"
        "        int     $0x33\n"
        "        jmp     1b\n"
        "        .text\n");
void vector_try(void);

int
main(void)
{
    uint8_t all[256];
    uint32_t count = 0;
    test_begin();
    for (uint32_t v = 0; v < 256; v++)
        if (v != 3 && (v < 0x30 || v > 0x36))
            all[count++] = (uint8_t)v;
    for (uint32_t i = 0; i < 20; i++) {
        uint32_t v = all[test_mix(test_seed(), i) % count];
        ((volatile uint8_t *)vector_int)[1] = (uint8_t)v;
        catch (vector_try, test_pager());
        uint32_t said[4] = {v, catch_came, (catch_before - catch_esp) / 4, catch_words[0]};
        test_say_all("vector", said, 4);
    }
    test_end();
}
