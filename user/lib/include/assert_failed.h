/*
 * How a failed assertion ends the program. assert.h may be included again and again, this once.
 */
#ifndef ASSERT_FAILED_H
#define ASSERT_FAILED_H

void assert_failed(const char *expression, const char *file, int line) __attribute__((noreturn));

#endif
