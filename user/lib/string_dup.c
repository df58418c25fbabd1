/*
 * Copies of strings in memory of their own.
 */
#include "stdlib.h"
#include "string.h"

char *
strndup(const char *s, size_t size)
{
    size_t n = strnlen(s, size);
    char *copy = malloc(n + 1);
    if (!copy)
        return NULL;
    memcpy(copy, s, n);
    copy[n] = 0;
    return copy;
}

char *
strdup(const char *s)
{
    return strndup(s, (size_t)-1);
}
