/*
 * The ready queue. Enter by ready_enqueue() and ready_next().
 */
#include "thread/ready.h"
#include "debug/assert.h"

#define PRIORITIES 256

static struct tcb *rings[PRIORITIES]; /* the first of each ring */
static uint32_t occupied[PRIORITIES / 32];
static uint32_t occupied_words; /* bit w: occupied[w] is not 0 */

static uint32_t
highest_bit(uint32_t word)
{
    return 31u - (uint32_t)__builtin_clz(word);
}

static void
insert_last(struct tcb **ring, struct tcb *t)
{
    struct tcb *first = *ring;
    if (!first) {
        t->ready_next = t->ready_previous = t;
        *ring = t;
        return;
    }
    t->ready_next = first;
    t->ready_previous = first->ready_previous;
    first->ready_previous->ready_next = t;
    first->ready_previous = t;
}

void
ready_enqueue(struct tcb *t)
{
    uint32_t p = t->priority;
    ASSERT(p < PRIORITIES, "priorities are 0 to 255");
    ASSERT(!t->ready_next == !t->ready_previous, "who stands in a ring has both its links");
    if (t->ready_next)
        return;
    insert_last(&rings[p], t);
    occupied[p / 32] |= 1u << (p % 32);
    occupied_words |= 1u << (p / 32);
}

void
ready_dequeue(struct tcb *t)
{
    uint32_t p = t->priority;
    if (!t->ready_next)
        return;
    ASSERT(p < PRIORITIES && rings[p], "who stands in a ring stands in that of its priority");
    ASSERT(t->ready_next->ready_previous == t, "a ring is linked both ways");
    if (t->ready_next == t) {
        ASSERT(rings[p] == t, "the only one of a ring is its first");
        rings[p] = 0;
        occupied[p / 32] &= ~(1u << (p % 32));
        if (!occupied[p / 32])
            occupied_words &= ~(1u << (p / 32));
    } else {
        t->ready_next->ready_previous = t->ready_previous;
        t->ready_previous->ready_next = t->ready_next;
        if (rings[p] == t)
            rings[p] = t->ready_next;
    }
    t->ready_next = t->ready_previous = 0;
}

int
ready_highest(void)
{
    if (!occupied_words)
        return -1;
    uint32_t word = highest_bit(occupied_words);
    ASSERT(occupied[word], "a word of the map that is marked has a bit");
    return (int)(word * 32 + highest_bit(occupied[word]));
}

struct tcb *
ready_next(void)
{
    int priority;
    while ((priority = ready_highest()) >= 0) {
        struct tcb *first = rings[priority];
        ASSERT(first, "a priority that is marked has a thread in its ring");
        ASSERT(first->priority == (uint32_t)priority,
               "a thread changes its priority outside the rings");
        if (is_ready(first)) {
            rings[priority] = first->ready_next;
            return first;
        }
        ready_dequeue(first);
    }
    return tcb_idle();
}

struct tcb *
ready_ring(uint32_t priority)
{
    ASSERT(priority < PRIORITIES, "priorities are 0 to 255");
    return rings[priority];
}
