/*
 * @test 116
 * title: The console prints every number of digits
 * exercise: 1.1
 * points: 1
 * why: a number of each length, from one digit to ten, in decimal and hexadecimal, at the borders
 *   and between them.
 * seed: the numbers between the borders
 * hint: where does the loop over the digits end, and which digits were made until then?
 * hint last: the last number with so many digits: is a remainder lost?
 * hint first: the first number with so many digits: does a zero count as a digit?
 * hint panic: how many digits can a word have, and how large is the array for them?
 * answers:
 *     for n in range(1, 10):
 *         tell("last", str(10 ** n - 1))
 *         tell("first", str(10 ** n))
 *         drawn = mix(seed, n) % 10 ** n
 *         tell("drawn", str(drawn))
 *         tell("drawn", "%08x" % drawn)
 */
#include <test.h>
#include <kdebug.h>

static void
print_decimal(const char *name, uint32_t value)
{
    test_line_begin(name);
    KDEBUG_CALL(L4_KD_DEC, value);
    test_line_end();
}

static void
print_hexadecimal(const char *name, uint32_t value)
{
    test_line_begin(name);
    KDEBUG_CALL(L4_KD_HEX, value);
    test_line_end();
}

int
main(void)
{
    uint32_t border = 1;
    test_begin();
    for (uint32_t n = 1; n < 10; n++) {
        border *= 10;
        uint32_t drawn = test_mix(test_seed(), n) % border;
        print_decimal("last", border - 1);
        print_decimal("first", border);
        print_decimal("drawn", drawn);
        print_hexadecimal("drawn", drawn);
    }
    test_end();
}
