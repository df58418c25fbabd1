/*
 * A date as a number. Enter by date_seconds().
 */
#include "rtc.h"

/* Days before the first of each month in a year of 365. */
static const uint16_t before[12] = {0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334};

/* February 29ths from 1968 on up to the beginning of `year`, which is at most 2099: 2000 was one of
 * the leap years, 2100 is the next year that breaks the rule of four. */
static uint32_t
leap_days(uint32_t year)
{
    return (year - 1969) / 4;
}

uint32_t
date_seconds(const struct date *d)
{
    uint32_t month = d->month - 1 < 12 ? d->month - 1 : 0;
    uint32_t days = (d->year - 1970) * 365 + leap_days(d->year) + before[month] + d->day - 1;
    days += d->year % 4 == 0 && month >= 2;
    return ((days * 24 + d->hour) * 60 + d->minute) * 60 + d->second;
}
