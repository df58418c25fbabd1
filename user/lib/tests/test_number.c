/*
 * Numbers from text, kinds of characters, 64-bit division: beside the host's.
 * Tests: stdlib_number.c stdlib_div64.c ctype.c errno.c string.c string_copy.c string_join.c
 * Tests: string_find.c
 */
#include "host.h"
#include <ctype.h>
#include <errno.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>

HOST(int *, __errno_location, void);
HOST(long, strtol, const char *, char **, int);
HOST(unsigned long, strtoul, const char *, char **, int);
HOST(long long, strtoll, const char *, char **, int);
HOST(unsigned long long, strtoull, const char *, char **, int);
HOST(int, isalnum, int);
HOST(int, isalpha, int);
HOST(int, isblank, int);
HOST(int, iscntrl, int);
HOST(int, isdigit, int);
HOST(int, isgraph, int);
HOST(int, islower, int);
HOST(int, isprint, int);
HOST(int, ispunct, int);
HOST(int, isspace, int);
HOST(int, isupper, int);
HOST(int, isxdigit, int);
HOST(int, tolower, int);
HOST(int, toupper, int);

uint64_t __udivmoddi4(uint64_t a, uint64_t b, uint64_t *rest);
uint64_t __udivdi3(uint64_t a, uint64_t b);
uint64_t __umoddi3(uint64_t a, uint64_t b);
int64_t __divdi3(int64_t a, int64_t b);
int64_t __moddi3(int64_t a, int64_t b);

#define ROUNDS 200000

static char text[80];

/* Blanks, a sign, a prefix, digits of which some may be none of the base, and an end. */
static void
make_number(void)
{
    static const char *const starts[] = {"",   " ",  "\t\n ", "-", "+",   " -", "--",
                                         "0x", "0X", "-0x",   "0", "0xg", "x"};
    static const char digits[] = "0123456789abcdefghijklmnopqrstuvwxyzABCXYZ ._";
    char *at = text;
    for (const char *s = starts[below(13)]; *s;)
        *at++ = *s++;
    uint32_t kinds = below(4) ? 10 : below(2) ? 16 : sizeof digits - 1;
    for (uint32_t n = below(below(3) ? 12 : 70); n > 0 && at < text + sizeof text - 1; n--)
        *at++ = digits[below(kinds)];
    *at = 0;
}

#define COMPARE(function, round)                                                                   \
    do {                                                                                           \
        char *end = NULL, *host_end = NULL;                                                        \
        errno = *host___errno_location() = 0;                                                      \
        CHECK_EQ(host_##function(text, &host_end, base), function(text, &end, base), round);       \
        CHECK_EQ(*host___errno_location(), errno, round);                                          \
        CHECK_EQ(host_end - text, end - text, round);                                              \
    } while (0)

static void
numbers(void)
{
    static const int bases[] = {0, 2, 8, 10, 16, 36};
    for (int i = 0; i < ROUNDS; i++) {
        int base = below(2) ? bases[below(6)] : 2 + (int)below(35);
        make_number();
        COMPARE(strtol, i);
        COMPARE(strtoul, i);
        COMPARE(strtoll, i);
        COMPARE(strtoull, i);
    }
}

static void
limits(void)
{
    static const char *const near[] = {"9223372036854775807",
                                       "9223372036854775808",
                                       "-9223372036854775808",
                                       "-9223372036854775809",
                                       "18446744073709551615",
                                       "18446744073709551616",
                                       "-18446744073709551615",
                                       "-1",
                                       "2147483648",
                                       "4294967296"};
    int base = 10;
    for (int i = 0; i < 10; i++) {
        strcpy(text, near[i]);
        COMPARE(strtol, i);
        COMPARE(strtoull, i);
    }
    errno = 0;
    CHECK_EQ(0, strtol("1", NULL, 37), 0);
    CHECK_EQ(EINVAL, errno, 0);
    CHECK_EQ(-486, atoi(" -486 cycles"), 0);
    CHECK_EQ(5, abs(-5), 0);
    CHECK_EQ(-3, div(-7, 2).quot, 0);
    CHECK_EQ(-1, div(-7, 2).rem, 0);
}

static void
kinds(void)
{
    for (int c = -1; c < 256; c++) {
        CHECK_EQ(!host_isalnum(c), !isalnum(c), c);
        CHECK_EQ(!host_isalpha(c), !isalpha(c), c);
        CHECK_EQ(!host_isblank(c), !isblank(c), c);
        CHECK_EQ(!host_iscntrl(c), !iscntrl(c), c);
        CHECK_EQ(!host_isdigit(c), !isdigit(c), c);
        CHECK_EQ(!host_isgraph(c), !isgraph(c), c);
        CHECK_EQ(!host_islower(c), !islower(c), c);
        CHECK_EQ(!host_isprint(c), !isprint(c), c);
        CHECK_EQ(!host_ispunct(c), !ispunct(c), c);
        CHECK_EQ(!host_isspace(c), !isspace(c), c);
        CHECK_EQ(!host_isupper(c), !isupper(c), c);
        CHECK_EQ(!host_isxdigit(c), !isxdigit(c), c);
        CHECK_EQ(host_tolower(c), tolower(c), c);
        CHECK_EQ(host_toupper(c), toupper(c), c);
    }
}

/* Any length in bits, and the edges. */
static uint64_t
value(void)
{
    uint64_t bits = ((uint64_t)next_random() << 32 | next_random()) >> below(64);
    return below(4) ? bits : below(2) ? ~bits : 1ull << below(64);
}

static void
divisions(void)
{
    for (int i = 0; i < ROUNDS; i++) {
        uint64_t a = value(), b = value(), rest;
        b += b == 0;
        CHECK_EQ(a / b, __udivmoddi4(a, b, &rest), i);
        CHECK_EQ(a % b, rest, i);
        CHECK_EQ(a / b, __udivdi3(a, b), i);
        CHECK_EQ(a % b, __umoddi3(a, b), i);
        if (a == 1ull << 63 && b == ~0ull)
            continue; /* has no quotient */
        CHECK_EQ((int64_t)a / (int64_t)b, __divdi3((int64_t)a, (int64_t)b), i);
        CHECK_EQ((int64_t)a % (int64_t)b, __moddi3((int64_t)a, (int64_t)b), i);
    }
}

TEST_MAIN({"number-texts", numbers}, {"number-limits", limits}, {"number-kinds", kinds},
          {"number-divisions", divisions})
