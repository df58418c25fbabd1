/*
 * date: day and time of the board's clock (UTC), as the clock server tells it.
 */
#include "calendar.h"
#include "clock.h"
#include "stdio.h"

int
main(void)
{
    struct calendar date;
    uint32_t seconds = clock_date();
    if (!seconds) {
        fprintf(stderr, "date: there is no clock server\n");
        return 1;
    }
    calendar(seconds, &date);
    printf("%s %u-%02u-%02u %02u:%02u:%02u UTC\n", calendar_weekdays[date.weekday], date.year,
           date.month, date.day, date.hour, date.minute, date.second);
    return 0;
}
