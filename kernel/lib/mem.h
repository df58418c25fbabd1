/*
 * The few functions on bytes that a freestanding C program needs. The compiler may call memcpy()
 * and memset() by itself, so they have these names, too.
 */
#ifndef LIB_MEM_H
#define LIB_MEM_H

#include <stddef.h>

/* Copies `size` bytes; the ranges may overlap. */
void mem_move(void *to, const void *from, size_t size);

/* The C library's, for the compiler. */
void *memcpy(void *to, const void *from, size_t size);
void *memset(void *to, int byte, size_t size);

/* Does `s` begin with `prefix`? */
int text_starts(const char *s, const char *prefix);

#endif
