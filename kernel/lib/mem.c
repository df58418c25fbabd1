/*
 * Functions on bytes. Written so that the compiler does not make a call to the very function out of
 * the loop.
 */
#include "lib/mem.h"
#include "debug/assert.h"

#include <stdint.h>

void *
memcpy(void *to, const void *from, size_t size)
{
    void *start = to;
    __asm__ volatile("rep movsb" : "+D"(to), "+S"(from), "+c"(size) : : "memory");
    return start;
}

void *
memset(void *to, int byte, size_t size)
{
    void *start = to;
    __asm__ volatile("rep stosb" : "+D"(to), "+c"(size) : "a"(byte) : "memory");
    return start;
}

void
mem_move(void *to, const void *from, size_t size)
{
    uint8_t *t = to;
    const uint8_t *f = from;
    if (t <= f || t >= f + size) {
        memcpy(to, from, size);
        return;
    }
    ASSERT(size, "from behind one copies at least a byte");
    t += size - 1;
    f += size - 1;
    __asm__ volatile("std; rep movsb; cld" : "+D"(t), "+S"(f), "+c"(size) : : "memory");
}

int
text_starts(const char *s, const char *prefix)
{
    while (*prefix && *s == *prefix) {
        s++;
        prefix++;
    }
    return !*prefix;
}
