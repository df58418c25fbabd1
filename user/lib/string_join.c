/*
 * Copying and joining strings.
 */
#include "string.h"

char *
strcpy(char *to, const char *from)
{
    return memcpy(to, from, strlen(from) + 1);
}

char *
strncpy(char *to, const char *from, size_t size)
{
    size_t n = strnlen(from, size);
    memcpy(to, from, n);
    memset(to + n, 0, size - n);
    return to;
}

char *
strcat(char *to, const char *from)
{
    strcpy(to + strlen(to), from);
    return to;
}

char *
strncat(char *to, const char *from, size_t size)
{
    size_t n = strnlen(from, size);
    char *end = to + strlen(to);
    memcpy(end, from, n);
    end[n] = 0;
    return to;
}
