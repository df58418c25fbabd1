/*
 * A test on the host, of sources that need nothing but strings: test("name", condition, what was
 * seen) prints a line and counts.
 */
#ifndef HOST_H
#define HOST_H

#include "stdio.h"
#include "string.h"

static int failures;

static void
test(const char *name, int right, const char *seen)
{
    if (right)
        printf("ok %s\n", name);
    else
        printf("FAIL %s: seen %s\n", name, seen);
    failures += !right;
}

#endif
