/*
 * Threads that only count, for tests of who gets the processor: a counter each, priorities and
 * slices as asked.
 */
#ifndef COUNTING_H
#define COUNTING_H

#include <ipc.h>
#include <sigma0.h>
#include <syscall.h>
#include <test.h>
#include <thread.h>

#define COUNTERS  16u
#define MS(n)     ((n) << 24 | 10u) /* receive timeout or sleep: n * 1024 us, n < 256 */
#define SLICE(us) ((us) / 256 << 24 | 11u << 20) /* for thread_schedule: us < 65536 */

static volatile uint32_t counters[COUNTERS];
static uint32_t counting_stacks[COUNTERS][512];
static const struct l4_kip *counting_info;

static inline void
counting_begin(void)
{
    counting_info = sigma0_map_info((void *)0x51000000);
}

static inline uint32_t
counting_us(void)
{
    return (uint32_t)counting_info->clock;
}

static inline void
count(void *argument)
{
    for (;;)
        counters[(uint32_t)argument]++;
}

/* Priority 0..255 and slice (SLICE(), 0: without end) of a thread of this task. */
static inline void
set_priority(uint32_t lthread, uint32_t priority, uint32_t slice)
{
    struct schedule_state old;
    l4_thread_schedule(l4_thread_of(L4_ROOT, lthread), slice | priority, L4_INVALID, &old);
}

/* Thread `lthread` begins at `function`; it is there, but has not run yet, if nothing makes it. */
static inline l4_id_t
counting_start(uint32_t lthread, void (*function)(void *))
{
    return thread_start(lthread, function, (void *)lthread, counting_stacks[lthread % COUNTERS],
                        sizeof counting_stacks[0], test_pager());
}

/* The caller waits; all others may run. */
static inline void
counting_sleep(uint32_t timeout)
{
    struct words w;
    ipc_receive(L4_NIL, &w, timeout);
}

/* Stops a counting thread for good. */
static inline void
counting_stop(uint32_t lthread)
{
    counting_start(lthread, (void (*)(void *))thread_stop);
    counting_sleep(MS(1u));
}

#endif
