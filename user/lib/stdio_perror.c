/*
 * Why something failed, for the user.
 */
#include "errno.h"
#include "stdio.h"
#include "string.h"

void
perror(const char *what)
{
    const char *why = strerror(errno);
    if (what && *what)
        fprintf(stderr, "%s: %s\n", what, why);
    else
        fprintf(stderr, "%s\n", why);
}
