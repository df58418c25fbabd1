/*
 * Characters on their way, first in, first out, in a fixed room.
 */
#ifndef RING_H
#define RING_H

#include <stdint.h>

struct ring {
    uint32_t in, out; /* characters that ever went in and out; they may turn over */
    uint32_t size;    /* a power of two */
    char *room;
};

static inline uint32_t
ring_used(const struct ring *r)
{
    return r->in - r->out;
}

static inline uint32_t
ring_free(const struct ring *r)
{
    return r->size - ring_used(r);
}

/* There must be room. */
static inline void
ring_put(struct ring *r, char c)
{
    r->room[r->in++ & (r->size - 1)] = c;
}

/* The character `i` places behind the first; there must be one. */
static inline char
ring_peek(const struct ring *r, uint32_t i)
{
    return r->room[(r->out + i) & (r->size - 1)];
}

static inline void
ring_drop(struct ring *r, uint32_t count)
{
    r->out += count;
}

#endif
