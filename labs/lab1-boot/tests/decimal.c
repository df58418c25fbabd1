/*
 * @test 112
 * title: The console prints numbers in decimal
 * exercise: 1.1
 * points: 2
 * why: the kernel prints a word as a decimal number without a sign ("%u"): 0 is 0, and the largest
 *   is 4294967295.
 * seed: the numbers
 * hint: put_number() makes the digits from the last to the first; what is left of the value after
 *   each digit?
 * hint zero: 0 has a digit, too: is the loop entered when the value is 0 from the start?
 * hint large: a number from 2^31 on is no negative one: `value` has no sign
 * hint panic: how many digits can a word have, and how large is the array for them?
 * answers:
 *     tell("zero", "0")
 *     tell("nine", "9")
 *     tell("ten", "10")
 *     tell("large", "4294967295")
 *     for i in range(4):
 *         tell("drawn", str(mix(seed, i) >> 8 * i))
 */
#include <test.h>
#include <kdebug.h>

static void
print(const char *name, uint32_t value)
{
    test_line_begin(name);
    KDEBUG_CALL(L4_KD_DEC, value);
    test_line_end();
}

int
main(void)
{
    test_begin();
    print("zero", 0);
    print("nine", 9);
    print("ten", 10);
    print("large", 0xFFFFFFFF);
    for (uint32_t i = 0; i < 4; i++)
        print("drawn", test_mix(test_seed(), i) >> 8 * i);
    test_end();
}
