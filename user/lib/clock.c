/*
 * Client stub of the clock server, and sleep. Enter by clock_date() and clock_sleep().
 */
#include "clock.h"
#include "ipc.h"
#include "service.h"

/* The kernel's time goes in steps of 4096 us, and a wait begins in the middle of one. */
#define TICK 4096

uint32_t
clock_date(void)
{
    static struct service server = {"clock", L4_NIL};
    struct words w = {CLOCK_DATE, 0, 0};
    return service_call_again(&server, &w) || w.w0 ? 0 : w.w1;
}

/* A receive timeout is 4^(15-e) * m microseconds with m below 256: the smallest one that is not too
 * short. */
static l4_timeout_t
timeout(uint64_t us)
{
    uint32_t e = 15;
    for (; us > 255; us = (us + 3) >> 2)
        e--;
    return (uint32_t)us << 24 | e;
}

void
clock_sleep(uint32_t milliseconds)
{
    struct words w;
    if (milliseconds)
        ipc_receive(L4_NIL, &w, timeout((uint64_t)milliseconds * 1000 + TICK));
}
