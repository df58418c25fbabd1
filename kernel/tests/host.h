/*
 * Kernel sources on the host: a test includes this first and then the source itself. Addresses of
 * the kernel have 32 bits and the host's have 64; the code under test does not make one of the
 * other, so the warnings about headers that do are left out.
 */
#ifndef TESTS_HOST_H
#define TESTS_HOST_H

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#pragma GCC diagnostic ignored "-Wint-to-pointer-cast"
#pragma GCC diagnostic ignored "-Wpointer-to-int-cast"

#include "debug/panic.h"

/* An assertion of the kernel that fails ends the test. */
void
panic(const char *format, ...)
{
    va_list args;
    va_start(args, format);
    printf("FAIL the kernel panics: ");
    vprintf(format, args);
    printf("\n");
    va_end(args);
    exit(1);
}

#endif
