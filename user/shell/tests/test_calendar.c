/*
 * The calendar, day by day from 1970 to 2106, beside one that counts months.
 *
 * Tests: user/lib/calendar.c
 */
#include "host.h"
#include "calendar.h"

static unsigned
days_of(unsigned year, unsigned month)
{
    static const unsigned days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    int leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    return days[month - 1] + (month == 2 && leap);
}

int
main(void)
{
    char seen[80] = "";
    struct calendar c, right = {1970, 1, 1, 0, 0, 0, 4};
    int same = 1;
    for (uint32_t seconds = 0, day = 0; day < 49710 && same; day++, seconds += 86400) {
        calendar(seconds + 86399, &c);
        same = c.hour == 23 && c.minute == 59 && c.second == 59 && c.day == right.day;
        calendar(seconds, &c);
        same &= !memcmp(&c, &right, sizeof c);
        sprintf(seen, "%u-%u-%u on day %u, which is %u-%u-%u", c.year, c.month, c.day, day,
                right.year, right.month, right.day);
        right.weekday = (right.weekday + 1) % 7;
        if (++right.day > days_of(right.year, right.month)) {
            right.day = 1;
            right.month++;
        }
        if (right.month > 12) {
            right.month = 1;
            right.year++;
        }
    }
    test("every day of 136 years", same && right.year == 2106, seen);
    return failures != 0;
}
