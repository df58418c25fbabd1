/*
 * Finding characters in memory and in strings.
 */
#include "string.h"

#include <stdint.h>

void *
memchr(const void *where, int byte, size_t size)
{
    for (const uint8_t *p = where; size; size--, p++)
        if (*p == (uint8_t)byte)
            return (void *)p;
    return NULL;
}

size_t
strnlen(const char *s, size_t size)
{
    size_t n = 0;
    while (n < size && s[n])
        n++;
    return n;
}

char *
strrchr(const char *s, int c)
{
    const char *last = NULL;
    for (;; s++) {
        if (*s == (char)c)
            last = s;
        if (!*s)
            return (char *)last;
    }
}

size_t
strspn(const char *s, const char *set)
{
    size_t n = 0;
    while (s[n] && strchr(set, s[n]))
        n++;
    return n;
}

size_t
strcspn(const char *s, const char *set)
{
    size_t n = 0;
    while (s[n] && !strchr(set, s[n]))
        n++;
    return n;
}

char *
strpbrk(const char *s, const char *set)
{
    s += strcspn(s, set);
    return *s ? (char *)s : NULL;
}
