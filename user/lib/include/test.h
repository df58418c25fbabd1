/*
 * The test library: what a test says to the grader, and where its numbers come from.
 *
 * A test is a program in the root task's place. It begins with test_begin(), says what it saw with
 * test_say(), one numbered line each, and ends with test_end(). Nothing it prints means "passed":
 * the grader computes from the same seed what the lines must be, and counts from outside how often
 * a line was said.
 */
#ifndef TEST_H
#define TEST_H

#include <stdint.h>

#define TEST_EXIT_END                                                                              \
    0x10 /* the machine's exit status when a test is through; says nothing about its answers */

/* Reads the seed from the kernel's command line (`seed=0x...`; 0 without one). First of all. */
void test_begin(void);

/* The seed of this run. */
uint32_t test_seed(void);

/* The i-th number that belongs to `seed`. grade/answers.py has the same function, mix(). */
uint32_t test_mix(uint32_t seed, uint32_t i);

/* Prints "[n] name value", n counting from 1, the value as 8 hexadecimal digits. Any thread may
 * call it, one at a time. */
void test_say(const char *name, uint32_t value);

/* The same with `count` values, at most 8. */
void test_say_all(const char *name, const uint32_t *values, uint32_t count);

/* A line whose values the caller prints by itself, between the two: "[n] name " and the line's end. */
void test_line_begin(const char *name);
void test_line_end(void);

/* Prints "[end n]" and ends the machine. */
void test_end(void) __attribute__((noreturn));

/* The next key that is typed. A test that uses it has a dialogue. */
int test_key(void);

/* The pager for threads that a test starts: its own. */
uint32_t test_pager(void);

/* Where the grader's windows begin and end: empty functions, entered and left at the moment that
 * their name says. */
void test_begun(void);
void test_saying(void);
void test_said(void);
void test_ended(void);

/* Called before each wait for a key. A function in a page of its own: the grader stops the machine
 * there, and a breakpoint makes all code in its page slow. */
void test_wait_hook(void);

#endif
