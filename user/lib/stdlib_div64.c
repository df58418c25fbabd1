/*
 * Division of 64-bit numbers, for code that writes `/` and `%`: the compiler calls these by the
 * names that its own libgcc has, which we don't link, for it is built for a later processor.
 *
 * Digits of 32 bits: the upper one is divided as it is, and its remainder leads the lower one, bit
 * by bit. A divisor that needs more than 32 bits is larger than the upper digit, and leaves a
 * quotient of 32: the same bit by bit.
 */
#include <stdint.h>

uint64_t __udivmoddi4(uint64_t a, uint64_t b, uint64_t *rest);
uint64_t __udivdi3(uint64_t a, uint64_t b);
uint64_t __umoddi3(uint64_t a, uint64_t b);
int64_t __divdi3(int64_t a, int64_t b);
int64_t __moddi3(int64_t a, int64_t b);

uint64_t
__udivmoddi4(uint64_t a, uint64_t b, uint64_t *rest)
{
    uint32_t high = (uint32_t)(a >> 32), low = (uint32_t)a, quotient = 0, upper = 0;
    uint64_t r = high; /* what is left; below b from here on */
    if (b >> 32 == 0) {
        uint32_t divisor = (uint32_t)b;
        upper = high / divisor; /* b = 0: the processor's divide error, as for 32 bits */
        r = high % divisor;
        if (r == 0) {
            if (rest)
                *rest = low % divisor;
            return (uint64_t)upper << 32 | low / divisor;
        }
    }
    for (int bit = 31; bit >= 0; bit--) {
        r = r << 1 | (low >> bit & 1);
        if (r >= b) {
            r -= b;
            quotient |= 1u << bit;
        }
    }
    if (rest)
        *rest = r;
    return (uint64_t)upper << 32 | quotient;
}

uint64_t
__udivdi3(uint64_t a, uint64_t b)
{
    return __udivmoddi4(a, b, 0);
}

uint64_t
__umoddi3(uint64_t a, uint64_t b)
{
    uint64_t rest;
    __udivmoddi4(a, b, &rest);
    return rest;
}

static uint64_t
magnitude(int64_t value)
{
    return value < 0 ? -(uint64_t)value : (uint64_t)value;
}

int64_t
__divdi3(int64_t a, int64_t b)
{
    uint64_t q = __udivmoddi4(magnitude(a), magnitude(b), 0);
    return (int64_t)((a < 0) != (b < 0) ? -q : q);
}

int64_t
__moddi3(int64_t a, int64_t b)
{
    uint64_t rest;
    __udivmoddi4(magnitude(a), magnitude(b), &rest);
    return (int64_t)(a < 0 ? -rest : rest);
}
