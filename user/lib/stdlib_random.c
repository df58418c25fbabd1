/*
 * Numbers in no obvious order: xorshift (G. Marsaglia, "Xorshift RNGs", 2003). Its state is never
 * 0.
 */
#include "stdlib.h"

#include <stdint.h>

static uint32_t state = 1;

void
srand(unsigned seed)
{
    state = seed ? seed : 0x9E3779B9u;
}

int
rand(void)
{
    state ^= state << 13;
    state ^= state >> 17;
    state ^= state << 5;
    return (int)(state & RAND_MAX);
}
