/*
 * Tests on the host: main() calls RUN(function, "what it proves") for each, and returns failures.
 */
#ifndef PAGER_TESTS_CHECK_H
#define PAGER_TESTS_CHECK_H

#include <stdint.h>
#include <stdio.h>

/* One of each, however many files of a test include this. */
__attribute__((weak)) int check_failed, failures;

#define CHECK(condition) check_equal(#condition, 1, !!(condition), __FILE__, __LINE__)
#define CHECK_EQ(expected, seen)                                                                   \
    check_equal(#seen, (long long)(expected), (long long)(seen), __FILE__, __LINE__)

static inline void
check_equal(const char *what, long long expected, long long seen, const char *file, int line)
{
    if (expected != seen && !check_failed++)
        printf("  %s:%d: %s: expected %lld, seen %lld\n", file, line, what, expected, seen);
}

#define RUN(function, name)                                                                        \
    do {                                                                                           \
        check_failed = 0;                                                                          \
        function();                                                                                \
        failures += check_failed != 0;                                                             \
        printf(check_failed ? "FAIL %s: see above\n" : "ok %s\n", name);                           \
    } while (0)

/* A small generator of our own (xorshift32), so that a sequence is the same on every host. */
static inline uint32_t
random_next(uint32_t *state)
{
    *state ^= *state << 13;
    *state ^= *state >> 17;
    *state ^= *state << 5;
    return *state;
}

#endif
