/* The write buffers: a write waits only when all of them hold writes that the bus hasn't taken yet.
 */
#include "machine.h"

enum { ROOM = 8 };

uint32_t
writes_push(struct writes *w, uint64_t now, const struct params *params)
{
    uint64_t start = now, last;

    if (params->write_buffers == 0)
        return 0;
    if (w->count > 0 && w->done[(w->first + w->count - 1) % ROOM] <= now)
        w->count = 0;
    while (w->count > 0 && w->done[w->first] <= now) {
        w->first = (w->first + 1) % ROOM;
        w->count--;
    }
    if (w->count == params->write_buffers) {
        start = w->done[w->first];
        w->first = (w->first + 1) % ROOM;
        w->count--;
    }
    last = w->count ? w->done[(w->first + w->count - 1) % ROOM] : start;
    if (last < start)
        last = start;
    w->done[(w->first + w->count) % ROOM] = last + params->write;
    w->count++;
    return (uint32_t)(start - now);
}
