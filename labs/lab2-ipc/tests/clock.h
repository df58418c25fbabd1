/*
 * The kernel's clock, for tests of timeouts. It goes on by a tick of 4096 us.
 */
#ifndef CLOCK_H
#define CLOCK_H

#include "party.h"
#include <sigma0.h>

#define TICK 4096u

static const struct l4_kip *clock_info;

static inline void
clock_begin(void)
{
    clock_info = sigma0_map_info((void *)0x51000000);
}

static inline uint32_t
clock_us(void)
{
    return (uint32_t)clock_info->clock;
}

/* Was a wait of `ms` (units of 1024 us) that took `us` too short, or too long? */
static inline uint32_t
too_early(uint32_t us, uint32_t ms)
{
    return us + TICK < 1024 * ms;
}

static inline uint32_t
too_late(uint32_t us, uint32_t ms)
{
    return us > 1024 * ms + 3 * TICK;
}

static inline void
sleep_ms(uint32_t ms)
{
    struct words w;
    ipc_receive(L4_NIL, &w, MS(ms));
}

#endif
