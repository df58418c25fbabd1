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
	switch (way) {
	case 0: return (uint8_t)(order | 1 | 2);
	case 1: return (uint8_t)((order | 1) & ~2u);
	case 2: return (uint8_t)((order & ~1u) | 4);
	default: return (uint8_t)(order & ~1u & ~4u);
	}
}

static inline unsigned
lru_victim(uint8_t order)
{
	if (order & 1)
		return order & 4 ? 3 : 2;
	return order & 2 ? 1 : 0;
}

#endif
