/*
 * Threads and tasks for tests of ipc: many small threads that run when the first one lets them.
 */
#ifndef PARTY_H
#define PARTY_H

#include <ipc.h>
#include <syscall.h>
#include <test.h>
#include <thread.h>

#define GUESTS    24u
#define FOREVER   0u
#define MS(n)     ((uint32_t)(n) << 24 | 10u) /* receive timeout or sleep: n * 1024 us, n < 256 */
#define SMS(n)    ((uint32_t)(n) << 16 | 10u << 4) /* send timeout, the same */
#define UNTOUCHED 0x999u

static uint32_t party_stacks[GUESTS + 1][384];

/* Thread `n` (1..GUESTS) of this task begins at `function`, with its number. */
static inline l4_id_t
guest(uint32_t n, void (*function)(void *))
{
    return thread_start(n, function, (void *)n, party_stacks[n], sizeof party_stacks[n],
                        test_pager());
}

static inline l4_id_t
guest_id(uint32_t n)
{
    return l4_thread_of(L4_ROOT, n);
}

/* All others run until they wait. Needs no ipc. */
static inline void
settle(void)
{
    for (int i = 0; i < 24; i++)
        l4_thread_switch(L4_NIL);
}

/* 1 to `count` in an order drawn from the seed. The head's answers draw the same: see shuffled. */
static inline void
shuffle(uint32_t *order, uint32_t count, uint32_t from)
{
    for (uint32_t i = 0; i < count; i++)
        order[i] = i + 1;
    for (uint32_t i = 0; i < count; i++) {
        uint32_t j = i + test_mix(test_seed(), from + i) % (count - i), t = order[j];
        order[j] = order[i];
        order[i] = t;
    }
}

#endif
