/*
 * Tests of the kernel from ring 3. A test is a function with a number and a sentence:
 *
 *   TEST(2.07, "a send to an id of an old version fails")
 *   {
 *       CHECK_EQ("error", L4_ENOT_EXISTENT, IPC_ERROR(result));
 *   }
 *
 * Numbers follow the chapters of the binary interface. One program holds the tests of a chapter, in
 * the root task's place; it prints a line for each and how many there are, so that a test that
 * never came back is missed.
 */
#ifndef CHECK_H
#define CHECK_H

#include <stdint.h>

struct test {
    const char *number, *title;
    void (*run)(void);
};

#define TEST_CAT2(a, b)     a##b
#define TEST_CAT(a, b)      TEST_CAT2(a, b)
#define TEST(number, title) TEST_AT(number, title, TEST_CAT(test_, __LINE__))
#define TEST_AT(number, title, name)                                                               \
    static void name(void);                                                                        \
    static const struct test TEST_CAT(name, _entry)                                                \
        __attribute__((section(".tests." #number), used, aligned(4))) = {#number, title, name};    \
    static void name(void)

/* Records a failure of the running test, if `seen` is not `expected`. The first one is printed. */
#define CHECK_EQ(what, expected, seen)                                                             \
    check_equal(what, (uint32_t)(expected), (uint32_t)(seen), __FILE__, __LINE__)
#define CHECK(condition) check_equal(#condition, 1, !!(condition), __FILE__, __LINE__)

void check_equal(const char *what, uint32_t expected, uint32_t seen, const char *file, int line);

/*
 * Helpers that nearly every test needs. A helper thread is lthread 2..9 of this task; a child is
 * task 6..13 with the same program. Each begins at `f` on a stack of its own, and is stopped or
 * deleted when the test is over.
 */
uint32_t helper_thread(uint32_t n, void (*f)(void));
uint32_t helper_task(uint32_t n, void (*f)(void));

/* The same task with a pager that the test chooses. */
uint32_t helper_task_paged(uint32_t n, void (*f)(void), uint32_t pager);

/* Lets the others run until they all wait. */
void settle(void);

/* The clock of the kernel info page, in microseconds; its low half. */
uint32_t clock_us(void);

/* Waits at least `us` microseconds, in steps of a tick. */
void pause_us(uint32_t us);

#endif
