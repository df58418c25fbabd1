/*
 * Page faults as messages. Enter by page_fault(), vector 14.
 *
 * The kernel calls the thread's pager in the thread's name: w0 = address and the kind of access, w1 = EIP. The
 * answer, a mapping or mere words, lets the thread go on; if the fault is not mended it comes again.
 * [l4 X.0: page-fault protocol; Liedtke '95, 3.2]
 */
#include "ipc/ipc.h"
#include "debug/panic.h"
#include "ipc/exception.h"
#include "space/map.h"
#include "thread/guard.h"

#define ERROR_WRITE 0x2u /* bit of the processor's error code */

/* What a thread's own call had in the control block, while the kernel uses it for another. */
struct saved_call {
    uint32_t word[L4_SHORT_WORDS], result, timeouts, receive;
    l4_id_t source, partner;
};

static void
save_call(const struct tcb *t, struct saved_call *s)
{
    *s = (struct saved_call){{t->word[0], t->word[1], t->word[2]}, t->result, t->timeouts, t->receive,
                             t->source, t->partner};
}

static void
restore_call(struct tcb *t, const struct saved_call *s)
{
    for (int i = 0; i < (int)L4_SHORT_WORDS; i++)
        t->word[i] = s->word[i];
    t->result = s->result;
    t->timeouts = s->timeouts;
    t->receive = s->receive;
    t->source = s->source;
    t->partner = s->partner;
}

/* Calls the pager. Returns its error code; L4_OK when it answered. Blocks. */
static uint32_t
call_pager(struct tcb *me, uint32_t address, uint32_t write, uint32_t eip)
{
    struct saved_call saved;
    struct tcb *woken = NULL;
    save_call(me, &saved);
    me->waits_in_kernel++;
    me->word[0] = (address & ~3u) | (write ? 2 : 0);
    me->word[1] = eip;
    me->word[2] = 0;
    uint32_t error = ipc_send(me->pager, 0, L4_NEVER, &woken);
    if (!error) {
        ipc_receive(me->pager, L4_WHOLE_SPACE | L4_RECV_FPAGE, L4_NEVER, woken);
        error = me->result & L4_CC_ERROR;
    }
    me->waits_in_kernel--;
    restore_call(me, &saved);
    return error;
}

/* sigma0 has no pager: it may touch whatever memory it owns. */
static uint32_t
resolve(struct tcb *me, uint32_t address, uint32_t write, uint32_t eip)
{
    if (me->space == space_at(l4_task_no(L4_SIGMA0)))
        return sigma0_obtain(address & PAGE_MASK) ? L4_OK : L4_ENOT_EXISTENT;
    return call_pager(me, address, write, eip);
}

void
page_fault(struct trap_frame *f)
{
    uint32_t address = read_cr2();
    struct tcb *me = current();
    if (!from_user(f) && (address >= KERNEL_BASE || !me->space))
        panic_frame(f, "the kernel touched an address that is not mapped");
    if (address >= KERNEL_BASE) {
        exception_deliver(f);
        return;
    }
    uint32_t eip = tcb_user_frame(me)->eip;
    uint32_t error = resolve(me, address, f->error & ERROR_WRITE, eip);
    if (error == L4_OK || (from_user(f) && error == L4_ECANCELLED))
        return;
    if (from_user(f))
        exception_deliver(f);
    else if (me->guard)
        guard_throw(error, me->guard);
    else
        panic_frame(f, "the kernel touched user memory without a guard");
}
