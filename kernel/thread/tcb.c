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
//@ex 1.6 control blocks and the thread switch
    paging_map_kernel((uint32_t)t, frame);
    ASSERT(t->magic == 0 && !t->ready_next && !t->filed, "a new control block is all zeros");
    t->id = id;
    t->accepts = L4_INVALID;
    t->state = THREAD_HALTED;
    t->space = space;
    t->directory = space ? space->directory_phys : paging_kernel_directory();
    t->priority = creator ? creator->priority : BOOT_PRIORITY;
    t->mcp = creator ? creator->mcp : 255;
    t->slice = creator ? creator->slice : DEFAULT_SLICE_US;
    t->area.key = AREA_NONE;
    t->magic = TCB_MAGIC;
    return t;
//@stub
//:     TODO("1.6");
//@end
}

void
tcb_destroy(struct tcb *t)
{
    struct space *payer = t->space;
    ASSERT(t != current(), "the current thread stands on its own control block");
    ASSERT(t->magic == TCB_MAGIC, "its kernel stack has not grown into a control block that goes");
    ASSERT(!t->ready_next && !t->senders && !t->filed, "a thread that goes is in no queue");
    ASSERT(!t->sender_next && !t->irq, "nor does it wait to send, or keep an interrupt line");
//@ex 1.6 control blocks and the thread switch
    uint32_t frame = paging_kernel_frame((uint32_t)t);
    paging_unmap_kernel((uint32_t)t);
    frame_free(payer, frame);
//@stub
//:     (void)payer;
//:     TODO("1.6");
//@end
}

struct tcb *
tcb_idle(void)
{
    return tcb_at(L4_NIL);
}
