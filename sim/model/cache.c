/* The cache of code and data: 8 KB, four ways, 128 sets of 16-byte lines, physical, write-through.
 */
#include "machine.h"
#include <string.h>
#include "lru.h"

/* A line's tag is its address with bit 0 set, so that 0 means an empty line. */
bool
cache_search(struct cache *cache, uint32_t pa, bool store, uint8_t *found)
{
    uint32_t tag = (pa & ~(uint32_t)(LINE - 1)) | 1;
    unsigned set = (pa / LINE) & (CACHE_SETS - 1), victim = WAYS;

    for (unsigned way = 0; way < WAYS; way++) {
        if (cache->tag[set][way] == tag) {
            cache->order[set] = lru_use(cache->order[set], way);
            *found = (uint8_t)way;
            return true;
        }
        if (!cache->tag[set][way] && victim == WAYS)
            victim = way;
    }
    if (store)
        return false;
    if (victim == WAYS)
        victim = lru_victim(cache->order[set]);
    cache->order[set] = lru_use(cache->order[set], victim);
    cache->tag[set][victim] = tag;
    *found = (uint8_t)victim;
    return false;
}

void
cache_flush(struct cache *cache)
{
    memset(cache, 0, sizeof *cache);
}
