/*
 * Functions that are called when the program ends, last one first.
 */
#include "stdlib.h"
#include "stdlib_atexit.h"

#define MAX_FUNCTIONS 32

static void (*functions[MAX_FUNCTIONS])(void);
static int count;

int
atexit(void (*function)(void))
{
    if (count == MAX_FUNCTIONS)
        return -1;
    functions[count++] = function;
    return 0;
}

/* One of them may call exit() itself, or atexit(): each is taken off before it runs. */
void
atexit_run(void)
{
    while (count > 0)
        functions[--count]();
}
