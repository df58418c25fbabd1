/*
 * Formatted output: random formats and values, beside the host's.
 * Tests: stdio_format.c stdio_string.c string.c string_copy.c string_join.c string_find.c
 */
#include "host.h"
#include <stdio.h>
#include <string.h>

#define ROUNDS 200000
#define ROOM   256

static char ours[ROOM], theirs[ROOM], format[64];

/* The same arguments to both; cut to `size` bytes. The rest of the buffer must stay as it was. */
static void
compare(size_t size, int round, ...)
{
    va_list args, again;
    va_start(args, round);
    va_copy(again, args);
    for (int i = 0; i < ROOM; i++)
        ours[i] = theirs[i] = 'Z';
    int length = vsnprintf(ours, size, format, args);
    int wanted = host_vsnprintf(theirs, size, format, again);
    va_end(args);
    va_end(again);
    if ((length != wanted || host_memcmp(ours, theirs, ROOM)) && !check_failed++)
        host_printf("  round %d, \"%s\", %d bytes: \"%s\" (%d), the host says \"%s\" (%d)\n", round,
                    format, (int)size, ours, length, theirs, wanted);
}

/* A value of any length in bits, often 0 or all ones. */
static uint64_t
value(void)
{
    uint64_t bits = (uint64_t)next_random() << 32 | next_random();
    return below(8) == 0 ? 0 : below(8) == 0 ? ~0ull : bits >> below(64);
}

static char *
put_number(char *at, uint32_t limit)
{
    uint32_t n = below(limit);
    if (n > 9)
        *at++ = (char)('0' + n / 10);
    *at++ = (char)('0' + n % 10);
    return at;
}

/* Flags, width, precision. '#' and ' ' and so on where the standard gives them no meaning are left
 * out. */
static char *
begin_conversion(const char *flags)
{
    char *at = format;
    *at++ = '<';
    *at++ = '%';
    for (const char *f = flags; *f; f++)
        if (below(3) == 0)
            *at++ = *f;
    if (below(2))
        at = put_number(at, 30);
    if (below(3) == 0) {
        *at++ = '.';
        if (below(4))
            at = put_number(at, 30);
    }
    return at;
}

static void
end_conversion(char *at, const char *length, char letter)
{
    while (*length)
        *at++ = *length++;
    *at++ = letter;
    *at++ = '>';
    *at = 0;
}

static size_t
any_size(void)
{
    return below(4) ? ROOM - 1 : below(40);
}

static void
integers(void)
{
    static const char *const lengths[] = {"", "h", "hh", "l", "ll", "z", "j", "t"};
    for (int i = 0; i < ROUNDS; i++) {
        char letter = "diuxXo"[below(6)];
        const char *flags = letter == 'u' ? "-0" : letter > 'd' && letter != 'i' ? "-0#" : "-0+ ";
        if (letter == 'X')
            flags = "-0#";
        const char *length = lengths[below(8)];
        end_conversion(begin_conversion(flags), length, letter);
        if (*length == 0 || *length == 'h')
            compare(any_size(), i, (unsigned)value());
        else
            compare(any_size(), i, value());
    }
}

static void
texts(void)
{
    static const char *const some[] = {"", "a", "some text", "a longer text of thirty-two bytes"};
    for (int i = 0; i < ROUNDS / 10; i++) {
        end_conversion(begin_conversion("-"), "", 's');
        compare(any_size(), i, some[below(4)]);
    }
}

static void
characters(void)
{
    static const char *const formats[] = {"%c|", "%5c|", "%-7c|", "%1c"};
    for (int i = 0; i < ROUNDS / 10; i++) {
        strcpy(format, formats[below(4)]);
        compare(any_size(), i, 1 + (int)below(255));
    }
}

static void
stars(void)
{
    strcpy(format, "%*d|%-*d|%.*d|%*.*x|%%|%c");
    for (int i = 0; i < ROUNDS / 10; i++)
        compare(any_size(), i, (int)below(40) - 20, (int)value(), (int)below(20), (int)value(),
                (int)below(20) - 5, (int)value(), (int)below(40) - 20, (int)below(20) - 5,
                (int)value(), 'x');
}

/* What the host says otherwise or not at all. */
static void
ours_alone(void)
{
    CHECK_EQ(6, snprintf(ours, ROOM, "%p", (void *)0x4860), 0);
    CHECK_EQ(0, strcmp(ours, "0x4860"), 0);
    char *volatile nothing = NULL; /* behind the compiler's back */
    snprintf(ours, ROOM, "%s|%.3s", nothing, "abcdef");
    CHECK_EQ(0, strcmp(ours, "(null)|abc"), 0);
    CHECK_EQ(3, sprintf(ours, "%d", 486), 0);
    CHECK_EQ(5, snprintf(NULL, 0, "%05d", 1), 0);
}

TEST_MAIN({"printf-integers", integers}, {"printf-texts", texts}, {"printf-characters", characters},
          {"printf-stars", stars}, {"printf-ours-alone", ours_alone})
