/*
 * The fast path for the message of a page fault. Enter by ipc_fast_fault(), from entry.S. The
 * answer's is in fast_map.c.
 *
 * A thread that faulted in ring 3 waits with its trap frame on the stack and fault_resume as the
 * place to go on. [Liedtke '95, 3.2]
 */
#include "ipc/hot.h"

#define ERROR_FROM_USER 0x4u
#define ERROR_WRITE     0x2u

/* Returns the pager, and in the upper half the first word of the message, or NULL where the case is
 * not simple. (No pager is the idle thread, which never waits.) */
HOT_TEXT uint64_t
ipc_fast_fault(struct trap_frame *f, uint32_t address)
{
    struct tcb *me = current();
    struct tcb *to = tcb_at(me->pager);
    if (unlikely(!(f->error & ERROR_FROM_USER) || address >= KERNEL_BASE || me->special))
        return 0;
    if (unlikely(!is_there_for(to, me->pager, me) || to->directory == me->directory))
        return 0;
    uint32_t word = (address & ~3u) | (f->error & ERROR_WRITE);
    trace(TRACE_FAULT, me->id, f->eip, word);
    me->partner = me->pager;
    me->receive = L4_WHOLE_SPACE | L4_RECV_FPAGE;
    me->timeouts = L4_NEVER;
    me->state = THREAD_RECEIVING;
    me->waits_in_kernel = RESUME_AFTER_FAULT;
    return (uint64_t)word << 32 | (uint32_t)hand_over(to);
}
