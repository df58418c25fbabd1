/*
 * The fast paths of paging: the message of a page fault, and the pager's answer with one page.
 * Enter from entry.S.
 *
 * A thread that faulted in ring 3 waits with its trap frame on the stack and fault_resume as the
 * place to go on. [Liedtke '95, 3.2]
 */
#include "ipc/hot.h"
#include "space/map.h"

#define ERROR_FROM_USER 0x4u
#define ERROR_WRITE     0x2u

/* Returns the pager, which has the message in its control block, or NULL where the case is not
 * simple. */
HOT_TEXT struct tcb *
ipc_fast_fault(struct trap_frame *f, uint32_t address)
{
    struct tcb *me = current();
    struct tcb *to = tcb_at(me->pager);
    uint32_t write = f->error & ERROR_WRITE;
    if (unlikely(!(f->error & ERROR_FROM_USER) || address >= KERNEL_BASE || me->special ||
                 me->pager == L4_NIL))
        return NULL;
    if (unlikely(!is_there_for(to, me->pager, me)))
        return NULL;
    trace(TRACE_FAULT, me->id, f->eip, (address & ~3u) | write);
    to->word[0] = (address & ~3u) | write;
    to->word[1] = f->eip;
    to->word[2] = 0;
    to->source = me->id;
    to->result = L4_OK;
    me->receive = L4_WHOLE_SPACE | L4_RECV_FPAGE;
    me->partner = me->pager;
    me->timeouts = L4_NEVER;
    me->state = THREAD_RECEIVING;
    me->waits_in_kernel = RESUME_AFTER_FAULT;
    return hand_over(me, to);
}

/* The answer: one page, by registers, to a thread that waits in ipc_fast_fault(). */
HOT_TEXT struct tcb *
ipc_fast_map(struct tcb *me)
{
    struct tcb *to = tcb_at(me->partner);
    if (unlikely(!can_wait(me)))
        return NULL;
    if (unlikely(to->id != me->partner || to->waits_in_kernel != RESUME_AFTER_FAULT ||
                 to->state != THREAD_RECEIVING || to->partner != me->id ||
                 (to->id ^ me->id) > ~L4_CHIEF_MASK))
        return NULL;
    if (unlikely(!map_single_page(me->space, me->word[1], me->word[0], to->space)))
        return NULL;
    trace(TRACE_SEND, me->id, to->id, me->word[0]);
    begin_waiting(me);
    to->waits_in_kernel = RESUME_IN_USER;
    return hand_over(me, to);
}
