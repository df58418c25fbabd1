/*
 * The clock server: the date, by the board's battery clock (RTC), whose interrupt counts the
 * seconds. Client stub. What has passed since the start needs no server (start_clock()); a sleep is
 * a receive timeout.
 *
 *   w0             answer
 *   CLOCK_DATE     w1 = seconds since 1970, w2 = interrupts seen
 */
#ifndef CLOCK_H
#define CLOCK_H

#include <stdint.h>

enum clock_op { CLOCK_DATE = 1 };

/* Seconds since 1970-01-01 00:00; 0 if there is no clock server. */
uint32_t clock_date(void);

/* Waits that time, and at most 2 % and 12 ms longer; no server is asked. */
void clock_sleep(uint32_t milliseconds);

#endif
