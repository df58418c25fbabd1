/*
 * The end of a program that cannot go on.
 */
#include "stdlib.h"

void
abort(void)
{
    _Exit(EXIT_ABORT);
}
