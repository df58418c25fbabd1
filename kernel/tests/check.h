/*
 * A test on the host: TEST(name) { ... CHECK(condition); ... }, one program for each file, main()
 * by TEST_MAIN().
 */
#ifndef TESTS_CHECK_H
#define TESTS_CHECK_H

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

struct host_test {
    const char *name;
    void (*run)(void);
};

extern int check_failed;

/* The first failure of a test is told, with the values. */
#define CHECK_EQ(expected, seen)                                                                   \
    check_equal(#seen, (uint64_t)(expected), (uint64_t)(seen), __FILE__, __LINE__)
#define CHECK(condition) check_equal(#condition, 1, !!(condition), __FILE__, __LINE__)

static inline void
check_equal(const char *what, uint64_t expected, uint64_t seen, const char *file, int line)
{
    if (expected == seen)
        return;
    if (!check_failed++)
        printf("  %s:%d: %s: expected %#llx, seen %#llx\n", file, line, what,
               (unsigned long long)expected, (unsigned long long)seen);
}

/* A small generator of our own (xorshift32), so that a sequence is the same on every host. */
static inline uint32_t
random_next(uint32_t *state)
{
    *state ^= *state << 13;
    *state ^= *state >> 17;
    *state ^= *state << 5;
    return *state;
}

#define TEST_MAIN(...)                                                                             \
    int check_failed;                                                                              \
    int main(void)                                                                                 \
    {                                                                                              \
        static const struct host_test tests[] = {__VA_ARGS__};                                     \
        int failures = 0;                                                                          \
        for (unsigned i = 0; i < sizeof tests / sizeof *tests; i++) {                              \
            check_failed = 0;                                                                      \
            tests[i].run();                                                                        \
            printf("%s %s\n", check_failed ? "FAIL" : "ok", tests[i].name);                        \
            failures += check_failed != 0;                                                         \
        }                                                                                          \
        return failures != 0;                                                                      \
    }

#endif
