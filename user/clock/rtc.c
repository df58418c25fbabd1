/*
 * Registers of the battery clock. Enter by rtc_start() and rtc_read(). (Motorola MC146818A data
 * sheet)
 */
#include "rtc.h"
#include "ipc.h"
#include "ports.h"

#define INDEX (RTC_PORTS + 0) /* which register; bit 7 would keep NMI from the processor */
#define VALUE (RTC_PORTS + 1)

enum rtc_register { SECOND = 0, MINUTE = 2, HOUR = 4, DAY = 7, MONTH, YEAR, A, B, C };

#define A_UPDATING    0x80 /* within 2 ms the others change */
#define B_SET         0x80 /* the clock stands still */
#define B_EACH_SECOND 0x10
#define B_OTHERS      0x60 /* alarm and periodic interrupt, which nobody here uses */
#define B_BINARY      0x04 /* else two decimal digits in a byte */
#define B_24_HOURS    0x02
#define AFTERNOON     0x80 /* HOUR, when it counts to 12 */

#define FIRST_YEAR 1970 /* the chip has two digits: 70 is 1970, 69 is 2069 */

#define TICK 0x4000000Cu /* receive timeout: 4 ms */

static uint8_t
get(enum rtc_register which)
{
    outb(INDEX, (uint8_t)which);
    return inb(VALUE);
}

static void
set(enum rtc_register which, uint32_t value)
{
    outb(INDEX, (uint8_t)which);
    outb(VALUE, (uint8_t)value);
}

static uint32_t
number(uint32_t value, uint32_t mode)
{
    return mode & B_BINARY ? value : (value >> 4) * 10 + (value & 15);
}

static uint32_t
hour(uint32_t value, uint32_t mode)
{
    if (mode & B_24_HOURS)
        return number(value, mode);
    return number(value & ~(uint32_t)AFTERNOON, mode) % 12 + (value & AFTERNOON ? 12 : 0);
}

static void
read_once(struct date *d)
{
    struct words w;
    while (get(A) & A_UPDATING)
        ipc_receive(L4_NIL, &w, TICK);
    uint32_t mode = get(B);
    d->second = number(get(SECOND), mode);
    d->minute = number(get(MINUTE), mode);
    d->hour = hour(get(HOUR), mode);
    d->day = number(get(DAY), mode);
    d->month = number(get(MONTH), mode);
    uint32_t year = number(get(YEAR), mode);
    d->year = year + (year < FIRST_YEAR % 100 ? 2000 : 1900);
}

/* This thread may lose the processor between two registers for longer than a second lasts: the
 * date is right when nothing changed while it was read. */
void
rtc_read(struct date *d)
{
    uint32_t second;
    do {
        read_once(d);
        second = number(get(SECOND), get(B));
    } while (second != d->second);
}

void
rtc_start(void)
{
    set(B, (get(B) & ~(uint32_t)(B_SET | B_OTHERS)) | B_EACH_SECOND);
    rtc_acknowledge();
}

void
rtc_acknowledge(void)
{
    get(C);
}
