/*
 * The four timeouts in a word of ipc (l4 X.0: timeouts), in ticks of 4^6 microseconds. No state;
 * tests/ runs it on the host.
 *
 * A tick is a power of four, like every unit that a timeout can have, so that nothing has to be
 * divided.
 */
#ifndef THREAD_TIMEOUT_H
#define THREAD_TIMEOUT_H

#include <l4/types.h>

#define TICK_LOG4     6
#define TICK_US       4096u /* about 4 ms, as in L3 and L4 [Liedtke '93, 5.3.3] */
#define TIMEOUT_NEVER 0xFFFFFFFFu

/* 4^(15-e) * m microseconds in ticks, rounded up; 0 for m = 0, TIMEOUT_NEVER for e = 0. */
static inline uint32_t
timeout_ticks(uint32_t m, uint32_t e)
{
    if (e == 0)
        return TIMEOUT_NEVER;
    if (e <= 15 - TICK_LOG4)
        return m << 2 * (15 - TICK_LOG4 - e);
    uint32_t shift = 2 * (e - (15 - TICK_LOG4));
    return (m + (1u << shift) - 1) >> shift;
}

static inline uint32_t
receive_timeout(l4_timeout_t t)
{
    return timeout_ticks(t >> 24, t & 0xF);
}

static inline uint32_t
send_timeout(l4_timeout_t t)
{
    return timeout_ticks((t >> 16) & 0xFF, (t >> 4) & 0xF);
}

/*
 * The timeouts for a call to a pager in the middle of a transfer, both halves bounded by a
 * page-fault timeout `p`, 0..15: 0 infinite, 15 zero, else 4^(15-p) microseconds.
 */
static inline l4_timeout_t
fault_timeouts(uint32_t p)
{
    if (p == 0)
        return L4_NEVER;
    return p == 15 ? L4_BOTH_ZERO : 0x01010000u | p << 4 | p;
}

/* Bounds the sender's wait for a page of the receiver's. */
static inline l4_timeout_t
send_fault_timeouts(l4_timeout_t t)
{
    return fault_timeouts((t >> 12) & 0xF);
}

/* Bounds the receiver's wait for a page of the sender's. */
static inline l4_timeout_t
receive_fault_timeouts(l4_timeout_t t)
{
    return fault_timeouts((t >> 8) & 0xF);
}

#endif
