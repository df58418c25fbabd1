/*
 * The board's battery clock (RTC, a Motorola MC146818 and what followed it).
 */
#ifndef RTC_H
#define RTC_H

#include <stdint.h>

#define RTC_PORTS 0x70 /* and 0x71 */
#define RTC_IRQ   8u

struct date {
    uint32_t year, month, day, hour, minute, second; /* month and day from 1 on */
};

/* Has the chip interrupt at the end of each second. */
void rtc_start(void);

/* Takes the chip's request back; without it there is no further one. */
void rtc_acknowledge(void);

/* What the chip says now. Sleeps up to 8 ms when a second is just ending. */
void rtc_read(struct date *date);

/* date.c: seconds since 1970-01-01 00:00. A month out of range counts as January. */
uint32_t date_seconds(const struct date *date);

#endif
