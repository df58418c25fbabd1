/*
 * Kinds of characters.
 */
#include "ctype.h"

static int
between(int c, int low, int high)
{
    return c >= low && c <= high;
}

int
isupper(int c)
{
    return between(c, 'A', 'Z');
}

int
islower(int c)
{
    return between(c, 'a', 'z');
}

int
isdigit(int c)
{
    return between(c, '0', '9');
}

int
isalpha(int c)
{
    return isupper(c) || islower(c);
}

int
isalnum(int c)
{
    return isalpha(c) || isdigit(c);
}

int
isblank(int c)
{
    return c == ' ' || c == '\t';
}

int
iscntrl(int c)
{
    return between(c, 0, 31) || c == 127;
}

int
isprint(int c)
{
    return between(c, ' ', '~');
}

int
isgraph(int c)
{
    return between(c, '!', '~');
}

int
ispunct(int c)
{
    return isgraph(c) && !isalnum(c);
}

int
isspace(int c)
{
    return c == ' ' || between(c, '\t', '\r');
}

int
isxdigit(int c)
{
    return isdigit(c) || between(c, 'A', 'F') || between(c, 'a', 'f');
}

int
tolower(int c)
{
    return isupper(c) ? c + ('a' - 'A') : c;
}

int
toupper(int c)
{
    return islower(c) ? c - ('a' - 'A') : c;
}
