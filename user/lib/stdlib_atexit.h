/*
 * What exit() shall do. For stdlib_exit.c.
 */
#ifndef STDLIB_ATEXIT_H
#define STDLIB_ATEXIT_H

void atexit_run(void);

#endif
