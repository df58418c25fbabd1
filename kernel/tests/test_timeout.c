/*
 * Decoding of timeouts, against the formula in wide arithmetic.
 */
#include "thread/timeout.h"
#include "check.h"

/* ceil(m * 4^(15-e) us / tick). */
static uint64_t
expected_ticks(uint32_t m, uint32_t e)
{
    uint64_t us = (uint64_t)m << 2 * (15 - e);
    return (us + TICK_US - 1) / TICK_US;
}

static void
every_mantissa_and_exponent(void)
{
    for (uint32_t e = 1; e < 16; e++)
        for (uint32_t m = 0; m < 256; m++)
            CHECK_EQ(expected_ticks(m, e), timeout_ticks(m, e));
}

static void
exponent_zero_is_never(void)
{
    for (uint32_t m = 0; m < 256; m++)
        CHECK_EQ(TIMEOUT_NEVER, timeout_ticks(m, 0));
}

static void
fields_of_the_word(void)
{
    CHECK_EQ(3, receive_timeout(0x9C00000C)); /* 9984 us */
    CHECK_EQ(TIMEOUT_NEVER, send_timeout(0x9C00000C));
    CHECK_EQ(3, send_timeout(0x009C00C0));
    CHECK_EQ(TIMEOUT_NEVER, receive_timeout(0x009C00C0));
    CHECK_EQ(0, receive_timeout(L4_RECV_ZERO));
    CHECK_EQ(0, send_timeout(L4_SEND_ZERO));
    CHECK_EQ(0, receive_timeout(L4_BOTH_ZERO));
    CHECK_EQ(0, send_timeout(L4_BOTH_ZERO));
}

/* A page-fault timeout becomes both timeouts of the call to the pager. */
static void
page_fault_timeouts(void)
{
    for (uint32_t p = 0; p < 16; p++) {
        uint64_t ticks = p == 0 ? TIMEOUT_NEVER : p == 15 ? 0 : expected_ticks(1, p);
        CHECK_EQ(ticks, send_timeout(send_fault_timeouts(p << 12)));
        CHECK_EQ(ticks, receive_timeout(send_fault_timeouts(p << 12)));
        CHECK_EQ(ticks, send_timeout(receive_fault_timeouts(p << 8)));
        CHECK_EQ(ticks, receive_timeout(receive_fault_timeouts(p << 8)));
    }
}

static void
no_timeout_is_too_short(void)
{
    uint32_t seed = 486;
    for (int i = 0; i < 100000; i++) {
        uint32_t t = random_next(&seed), ticks = receive_timeout(t);
        if (ticks == TIMEOUT_NEVER)
            continue;
        CHECK((uint64_t)ticks * TICK_US >= (uint64_t)(t >> 24) << 2 * (15 - (t & 15)));
    }
}

TEST_MAIN({"timeout: every mantissa and exponent", every_mantissa_and_exponent},
          {"timeout: exponent 0 is never", exponent_zero_is_never},
          {"timeout: the fields of the word", fields_of_the_word},
          {"timeout: page-fault timeouts bound both halves of the pager's call",
           page_fault_timeouts},
          {"timeout: no wait is shorter than asked for", no_timeout_is_too_short})
