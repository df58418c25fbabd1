/*
 * The clock server: a driver in user mode for the battery clock. Its protocol is clock.h.
 *
 *   rtc.c     the chip's registers
 *   date.c    a date as seconds since 1970
 *   serve.c   requests and interrupts
 */
#include "names.h"
#include "rtc.h"
#include "serve.h"
#include "start.h"
#include "stdio.h"
#include "tasks.h"

#define PORTS_LOG2 4 /* the smallest piece of the I/O space that can be given away */

int
main(void)
{
    if (tasks_ports(RTC_PORTS, PORTS_LOG2)) {
        printf(
            "clock: the root task refuses port 70: see this server's line in the configuration\n");
        return 1;
    }
    rtc_start();
    int error = names_register(start_page()->name);
    if (error)
        printf("clock: the name server refuses the name %s: error %d\n", start_page()->name, error);
    clock_serve();
}
