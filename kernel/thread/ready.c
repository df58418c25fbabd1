/*
 * The ready queue. Enter by ready_enqueue() and ready_next().
 */
#include "thread/ready.h"

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
    if (t->ready_next == t) {
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
    return (int)(word * 32 + highest_bit(occupied[word]));
}

struct tcb *
ready_next(void)
{
    int priority;
    while ((priority = ready_highest()) >= 0) {
        struct tcb *first = rings[priority];
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
    return rings[priority];
}
