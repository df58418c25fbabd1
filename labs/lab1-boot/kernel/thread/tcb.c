/*
 * Makes and removes control blocks. Enter by tcb_create().
 */
#include "thread/tcb.h"
#include "thread/slice.h"
#include "debug/assert.h"
#include "debug/todo.h"
#include "i486/paging.h"
#include "space/frames.h"
#include "space/space.h"

_Static_assert(sizeof(struct tcb) <= 256, "the control block leaves the page to the kernel stack");
_Static_assert(offsetof(struct tcb, id) == 64,
               "the hot lines begin at a cache line, not the page's first");
_Static_assert(offsetof(struct tcb, special) < 80,
               "what the short IPC reads lies in the first of them");
_Static_assert(offsetof(struct tcb, senders) < 96, "and the wait in the second");
_Static_assert(offsetof(struct tcb, area) % 16 == 0,
               "what a page fault's answer touches is a line");

struct tcb *
tcb_create(l4_id_t id, struct space *space, struct tcb *creator)
{
    struct tcb *t = tcb_at(id);
    uint32_t frame = frame_alloc(space);
    ASSERT(t->id == L4_NIL && t->state == THREAD_NONE, "the place in the array is free");
    ASSERT(!space == (id == L4_NIL), "every thread but the idle one has an address space");
    if (!frame)
        return NULL;
    TODO("1.6");
}

void
tcb_destroy(struct tcb *t)
{
    struct space *payer = t->space;
    ASSERT(t != current(), "the current thread stands on its own control block");
    ASSERT(t->magic == TCB_MAGIC, "its kernel stack has not grown into a control block that goes");
    ASSERT(!t->ready_next && !t->senders && !t->filed, "a thread that goes is in no queue");
    ASSERT(!t->sender_next && !t->irq, "nor does it wait to send, or keep an interrupt line");
    (void)payer;
    TODO("1.6");
}

struct tcb *
tcb_idle(void)
{
    return tcb_at(L4_NIL);
}
