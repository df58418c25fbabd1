/*
 * thread_schedule: priority, slice and state of a thread. Enter by sys_thread_schedule().
 *
 * parameter word   31..24 m_t | 23..20 e_t | 19..16 state (out) | 15..8 small space | 7..0 priority
 *
 * Preempters, internal (set by lthread_ex_regs) and external (set here), are kept and told back, and
 * get no message. X.0 names a preemption RPC beside that of the page fault; what its words are is
 * nowhere to be checked, and the kernels of that time that can be read store both ids, show them
 * and send nothing either. So no program can rely on it, and one that sets a preempter works here
 * as it did there. A message at each end of a slice would also put an IPC on the tick's way.
 */
#include "thread/ready.h"
#include "thread/slice.h"
#include "debug/assert.h"

#define KEEP 0xFFFFFFFFu

/* The states as the ABI numbers them. */
static uint32_t
state_code(const struct tcb *t)
{
    if (t->state == THREAD_READY && !t->transfer)
        return 0;
    if (t->transfer) /* under way; the struct lies on the sender's stack */
        return ((uint32_t)t->transfer & PAGE_MASK) == (uint32_t)t ? 4 : 8;
    if (is_waiting(t, THREAD_RECEIVING))
        return 0xC;
    if (is_waiting(t, THREAD_SENDING))
        return 0xD;
    return 0xF;
}

/* 4^(15-e) * m microseconds that come nearest to `us` from below: the smallest unit for which m
 * fits 8 bits. */
static uint32_t
encode_slice(uint32_t us)
{
    uint32_t e = 15;
    if (us == SLICE_INFINITE)
        return 0;
    for (; us > 255; us >>= 2)
        e--;
    ASSERT(e > 0, "a slice of 32 bits has an encoding");
    return us << 24 | e << 20;
}

static uint32_t
decode_slice(uint32_t word)
{
    uint32_t m = word >> 24, e = (word >> 20) & 0xF;
    if (e == 0)
        return SLICE_INFINITE;
    if (e <= 3 && m >> 2 * (e + 1)) /* more than 2^32 us; as good as infinite, but it ends */
        return SLICE_INFINITE - 1;
    return m << 2 * (15 - e);
}

static void
set_priority(struct tcb *t, uint32_t priority)
{
    int queued = t->ready_next != 0;
    ASSERT(priority <= 255, "priorities are 0 to 255");
    ready_dequeue(t);
    t->priority = priority;
    if (queued)
        ready_enqueue(t);
}

void
sys_thread_schedule(struct trap_frame *f)
{
    struct tcb *me = current(), *t = tcb_find(f->esi);
    uint32_t word = f->eax, preempter = f->ebx;
    if (!t) {
        f->eax = KEEP;
        return;
    }
    uint32_t old_priority = t->priority;
    ASSERT(is_ready(me), "who makes a call runs");
    ASSERT(me->mcp <= 255, "so are controlled priorities");
    f->eax = encode_slice(t->slice) | state_code(t) << 16 | t->priority;
    f->ecx = t->time_low;
    f->edx = t->time_high;
    f->ebx = t->external_preempter;
    f->esi = t->partner;
    if (old_priority > me->mcp || (word != KEEP && (word & 0xFF) > me->mcp))
        return;
    if (preempter != KEEP)
        t->external_preempter = preempter;
    if (word == KEEP)
        return;
    t->slice = decode_slice(word);
    set_priority(t, word & 0xFF);
    preempt_if_needed();
}
