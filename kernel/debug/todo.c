/*
 * Says which exercise has not been attempted. Enter by TODO().
 */
#include "debug/todo.h"
#include "debug/console.h"
#include "debug/panic.h"

void
todo(const char *exercise)
{
    kprintf("\nNOT ATTEMPTED: exercise %s\n", exercise);
    machine_exit(EXIT_NOT_ATTEMPTED);
}
