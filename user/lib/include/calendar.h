/*
 * Day and time from seconds.
 */
#ifndef CALENDAR_H
#define CALENDAR_H

#include <stdint.h>

struct calendar {
    unsigned year, month, day;     /* 1970..2106, 1..12, 1..31 */
    unsigned hour, minute, second; /* 0..23, 0..59, 0..59 */
    unsigned weekday;              /* 0: Sunday */
};

/* `seconds` since 1970-01-01 00:00:00 UTC. */
void calendar(uint32_t seconds, struct calendar *to);

extern const char calendar_weekdays[7][4];

#endif
