/*
 * The pseudo-LRU of the i486, used by TLB and cache alike: three bits for four ways.
 *
 *            bit 0: which pair was used last
 *           /                               \
 *   bit 1: 0 or 1 used last          bit 2: 2 or 3 used last
 *
 * (i486 manual, "Cache replacement": valid lines are replaced by these bits, invalid ones first.)
 */
#ifndef SIM_LRU_H
#define SIM_LRU_H

#include <stdint.h>

static inline uint8_t
lru_use(uint8_t order, unsigned way)
{
    static const uint8_t clear[4] = {2, 3, 4, 5}, set[4] = {3, 1, 4, 0};

    /* way 0: bits 0 and 1 set; 1: bit 0 set, 1 clear; 2: bit 0 clear, 2 set; 3: bits 0 and 2 clear
     */
    return (uint8_t)((order & ~clear[way]) | set[way]);
}

static inline unsigned
lru_victim(uint8_t order)
{
    if (order & 1)
        return order & 4 ? 3 : 2;
    return order & 2 ? 1 : 0;
}

#endif
