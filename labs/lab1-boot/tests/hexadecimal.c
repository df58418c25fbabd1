/*
 * @test 111
 * title: The console prints numbers in hexadecimal with leading zeros
 * exercise: 1.1
 * points: 1
 * why: the kernel prints a word as eight hexadecimal digits, small letters, zeros in front (its own
 *   "%08x").
 * seed: the numbers
 * hint: put_number() makes the digits from the last to the first, and put_padded() prints them
 *   behind what is missing
 * hint zero: 0 is a number with one digit, and seven zeros in front
 * hint letters: the digits behind 9 are a to f
 * hint short: a number of few digits is filled up to the width, with the pad that it is given
 * hint panic: how many digits can a word have, and how large is the array for them?
 * answers:
 *     tell("zero", "00000000")
 *     tell("letters", "fedcba98")
 *     tell("short", "%08x" % (mix(seed, 1) % 4096))
 *     for i in range(4):
 *         tell("drawn", "%08x" % mix(seed, 2 + i))
 */
#include <test.h>
#include <kdebug.h>

static void
print(const char *name, uint32_t value)
{
    test_line_begin(name);
    KDEBUG_CALL(L4_KD_HEX, value);
    test_line_end();
}

int
main(void)
{
    test_begin();
    print("zero", 0);
    print("letters", 0xFEDCBA98);
    print("short", test_mix(test_seed(), 1) % 4096);
    for (uint32_t i = 0; i < 4; i++)
        print("drawn", test_mix(test_seed(), 2 + i));
    test_end();
}
