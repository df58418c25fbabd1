/*
 * Says which exercise has not been attempted. Enter by TODO().
 */
#include "todo.h"
#include "kdebug.h"
#include "stdio.h"

#define EXIT_NOT_ATTEMPTED 0x51 /* kernel/debug/panic.h */

void
todo(const char *exercise)
{
    char line[60];
    snprintf(line, sizeof line, "\nNOT ATTEMPTED: exercise %s\n", exercise);
    kd_puts(line);
    for (;;)
        kd_exit(EXIT_NOT_ATTEMPTED);
}
