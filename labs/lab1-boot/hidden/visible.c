/*
 * @test 126
 * title: Of all selectors a program can load exactly two
 * exercise: 1.2
 * points: 1
 * why: every selector is tried by LAR and LSL: only the user's code and data segment can be seen
 *   from ring 3, with level 3 and with level 0 in the selector; both reach to 4 GB. A drawn
 *   selector that is none of them is a general-protection fault when it is loaded.
 * seed: which selectors are loaded
 * hint: what ring 3 may see is said by the level in bits 13 and 14 of a descriptor's high word
 * hint seen: one descriptor too many or too few can be seen from ring 3
 * hint load: a selector could be loaded that no program should have
 * hint triple-fault: an entry that the processor loads (by LGDT, LTR, LIDT, or on the first trap)
 *   is malformed
 * answers:
 *     for s in [0x18, 0x1B, 0x20, 0x23]:
 *         say("seen", s, 0xFFFFFFFF)
 *     say("seen", 0, 0)
 *     for i in range(4):
 *         s = [0x08, 0x10, 0x28, 0x33][mix(seed, i) % 4]
 *         say("load", 1, 4, s & ~3)
 */
#include "../tests/catch.h"

extern volatile uint32_t selector;
volatile uint32_t selector;

ATTEMPT(load, "movl selector, %eax", "movw %ax, %es");

int
main(void)
{
    static const uint32_t wrong[4] = {0x08, 0x10, 0x28, 0x33};
    test_begin();
    for (uint32_t s = 0; s < 0x40; s++) {
        uint32_t limit = 0;
        uint8_t seen;
        if (s & 4) /* of a local table, which there is none of */
            continue;
        __asm__("lsl %2, %0; setz %1" : "+r"(limit), "=q"(seen) : "r"(s) : "cc");
        uint32_t said[2] = {s, limit};
        if (seen && ((s & 3) == 0 || (s & 3) == 3))
            test_say_all("seen", said, 2);
    }
    uint32_t none[2] = {0, 0};
    test_say_all("seen", none, 2);
    for (uint32_t i = 0; i < 4; i++) {
        selector = wrong[test_mix(test_seed(), i) % 4];
        catch (load, test_pager());
        uint32_t said[3] = {catch_came, (catch_before - catch_esp) / 4, catch_words[0]};
        test_say_all("load", said, 3);
    }
    test_end();
}
