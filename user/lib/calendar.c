/*
 * Day and time from seconds. Enter by calendar().
 *
 * A year that begins in March has its odd day at the end: its months' lengths are then a pattern of
 * 153 days in five months, whatever the year.
 */
#include "calendar.h"

#define DAY           86400u
#define TO_MARCH_1968 671u /* days from 1968-03-01 to 1970-01-01: a four-year cycle begins there */
#define FOUR_YEARS    1461u
#define LOST_DAY      48212u /* 2100-02-29, from 1968-03-01: that day did not take place */

const char calendar_weekdays[7][4] = {"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};

void
calendar(uint32_t seconds, struct calendar *to)
{
    uint32_t days = seconds / DAY, rest = seconds % DAY;
    to->weekday = (days + 4) % 7; /* 1970-01-01 was a Thursday */
    days += TO_MARCH_1968;
    if (days >= LOST_DAY)
        days++;
    uint32_t in_cycle = days % FOUR_YEARS, year = in_cycle / 365;
    if (year == 4) /* the cycle's last day is 29 February */
        year = 3;
    uint32_t in_year = in_cycle - year * 365, month = (in_year * 5 + 2) / 153;
    to->day = in_year - (month * 153 + 2) / 5 + 1;
    to->month = month < 10 ? month + 3 : month - 9;
    to->year = 1968 + days / FOUR_YEARS * 4 + year + (month >= 10);
    to->hour = rest / 3600;
    to->minute = rest / 60 % 60;
    to->second = rest % 60;
}
