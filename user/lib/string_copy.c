/*
 * Copying and filling memory. On a 486 REP MOVS takes 12 clocks and 3 for each dword, REP STOS 7
 * and 4; a dword across a border of four bytes costs 3 more. So the writes are aligned and go by
 * dwords.
 */
#include "string.h"

#include <stdint.h>

#define SHORT 32 /* below, aligning costs more than it gains */

/* Bytes up to the next multiple of four. */
static inline size_t
head_of(const void *to, size_t size)
{
    return size < SHORT ? 0 : -(uintptr_t)to % 4;
}

void *
memcpy(void *to, const void *from, size_t size)
{
    void *start = to;
    size_t head = head_of(to, size), dwords = (size - head) / 4, tail = (size - head) % 4;
    if (head)
        __asm__ volatile("rep movsb" : "+D"(to), "+S"(from), "+c"(head) : : "memory");
    __asm__ volatile("rep movsl" : "+D"(to), "+S"(from), "+c"(dwords) : : "memory");
    __asm__ volatile("rep movsb" : "+D"(to), "+S"(from), "+c"(tail) : : "memory");
    return start;
}

/* From the end on, where the place to write to begins inside what is read. */
static void
copy_backwards(char *to, const char *from, size_t size)
{
    size_t tail = size < SHORT ? size % 4 : (uintptr_t)(to + size) % 4;
    size_t dwords = (size - tail) / 4, head = (size - tail) % 4;
    to += size - 1;
    from += size - 1;
    __asm__ volatile("std; rep movsb; cld" : "+D"(to), "+S"(from), "+c"(tail) : : "memory");
    to -= 3;
    from -= 3;
    __asm__ volatile("std; rep movsl; cld" : "+D"(to), "+S"(from), "+c"(dwords) : : "memory");
    to += 3;
    from += 3;
    __asm__ volatile("std; rep movsb; cld" : "+D"(to), "+S"(from), "+c"(head) : : "memory");
}

void *
memmove(void *to, const void *from, size_t size)
{
    if ((uintptr_t)to - (uintptr_t)from >= size)
        return memcpy(to, from, size);
    copy_backwards(to, from, size);
    return to;
}

void *
memset(void *to, int byte, size_t size)
{
    void *start = to;
    uint32_t four = (uint8_t)byte * 0x01010101u;
    size_t head = head_of(to, size), dwords = (size - head) / 4, tail = (size - head) % 4;
    if (head)
        __asm__ volatile("rep stosb" : "+D"(to), "+c"(head) : "a"(four) : "memory");
    __asm__ volatile("rep stosl" : "+D"(to), "+c"(dwords) : "a"(four) : "memory");
    __asm__ volatile("rep stosb" : "+D"(to), "+c"(tail) : "a"(four) : "memory");
    return start;
}
