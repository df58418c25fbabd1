/*
 * A test of the library on the host: TEST_MAIN({"name", function}, ...), CHECK(condition), and the
 * host's own functions to compare with, as host_NAME. A test includes the library's headers by
 * their standard names, and none of the host's.
 */
#ifndef HOST_H
#define HOST_H

#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#define HOST(type, name, ...) extern type host_##name(__VA_ARGS__) __asm__(#name)

HOST(int, printf, const char *format, ...);
HOST(int, fflush, void *stream);
HOST(int, vsnprintf, char *to, size_t size, const char *format, va_list args);
HOST(void *, memcpy, void *to, const void *from, size_t size);
HOST(void *, memmove, void *to, const void *from, size_t size);
HOST(int, memcmp, const void *a, const void *b, size_t size);
HOST(void, _exit, int status);

struct host_test {
    const char *name;
    void (*run)(void);
};

extern int check_failed;

/* The first failure of a test is told, with what was seen and the test's own number for it. */
#define CHECK_EQ(expected, seen, which)                                                            \
    check_equal(#seen, (long long)(expected), (long long)(seen), (long long)(which), __FILE__,     \
                __LINE__)
#define CHECK(condition) CHECK_EQ(1, !!(condition), 0)

static inline void
check_equal(const char *what, long long expected, long long seen, long long which, const char *file,
            int line)
{
    if (expected != seen && !check_failed++)
        host_printf("  %s:%d: %s: expected %lld, seen %lld (case %lld)\n", file, line, what,
                    expected, seen, which);
}

/* xorshift32: the same numbers on every host. */
static inline uint32_t
next_random(void)
{
    static uint32_t state = 0x4C343836;
    state ^= state << 13;
    state ^= state >> 17;
    state ^= state << 5;
    return state;
}

static inline uint32_t
below(uint32_t limit)
{
    return (uint32_t)((uint64_t)next_random() * limit >> 32);
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
            if (check_failed)                                                                      \
                host_printf("FAIL %s: %d checks\n", tests[i].name, check_failed);                  \
            else                                                                                   \
                host_printf("ok %s\n", tests[i].name);                                             \
            failures += check_failed != 0;                                                         \
        }                                                                                          \
        host_fflush(NULL);                                                                         \
        host__exit(failures != 0);                                                                 \
        return 0;                                                                                  \
    }

#endif
