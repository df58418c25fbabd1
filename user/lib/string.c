/*
 * Lengths, comparing, and finding a part: what nearly every program needs.
 */
#include "string.h"

#include <stdint.h>

int
memcmp(const void *a, const void *b, size_t size)
{
    const uint8_t *x = a, *y = b;
    for (; size; size--, x++, y++)
        if (*x != *y)
            return *x - *y;
    return 0;
}

size_t
strlen(const char *s)
{
    size_t n = 0;
    while (s[n])
        n++;
    return n;
}

int
strncmp(const char *a, const char *b, size_t size)
{
    for (; size; size--, a++, b++)
        if (*a != *b || !*a)
            return (uint8_t)*a - (uint8_t)*b;
    return 0;
}

int
strcmp(const char *a, const char *b)
{
    return strncmp(a, b, SIZE_MAX);
}

char *
strchr(const char *s, int c)
{
    for (; *s != (char)c; s++)
        if (!*s)
            return NULL;
    return (char *)s;
}

char *
strstr(const char *s, const char *part)
{
    size_t n = strlen(part);
    for (; *s; s++)
        if (!strncmp(s, part, n))
            return (char *)s;
    return n ? NULL : (char *)s;
}
