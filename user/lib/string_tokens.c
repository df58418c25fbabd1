/*
 * Taking a text apart. Enter by strtok_r().
 */
#include "string.h"

char *
strtok_r(char *s, const char *set, char **rest)
{
    if (!s)
        s = *rest;
    s += strspn(s, set);
    char *end = s + strcspn(s, set);
    *rest = *end ? end + 1 : end;
    *end = 0;
    return *s ? s : NULL;
}

char *
strtok(char *s, const char *set)
{
    static char *rest;
    return strtok_r(s, set, &rest);
}
