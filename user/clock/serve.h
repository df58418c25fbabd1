/*
 * The clock server's loop.
 */
#ifndef CLOCK_SERVE_H
#define CLOCK_SERVE_H

/* Answers requests (clock.h) for ever. The chip is started, its ports are the task's. */
void clock_serve(void) __attribute__((noreturn));

#endif
