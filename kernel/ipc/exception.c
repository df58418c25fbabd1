/*
 * Exceptions of user programs. Enter by exception_deliver().
 *
 * A thread may have a table of 32 gates in its own memory; the kernel then does on the user's stack
 * what the processor would do, and goes on at the handler. Without a table the thread halts. (l4
 * X.0: exceptions)
 */
#include "ipc/exception.h"
#include "debug/assert.h"
#include "debug/console.h"
#include "debug/panic.h"
#include "debug/trace.h"
#include "ipc/emulate.h"
#include "thread/guard.h"
#include "thread/slice.h"

#define GATE_SIZE      8
#define HAS_ERROR_CODE 0x00027D00u /* exceptions 8, 10 to 14, 17 */

/* Pushes a word on the user's stack. The caller is guarded. */
static void
push(uint32_t *esp, uint32_t word)
{
    *esp -= 4;
    if (*esp > KERNEL_BASE - 4)
        guard_throw(L4_EABORTED, current()->guard);
    *(uint32_t *)*esp = word;
}

static uint32_t
mirror(void *frame)
{
    struct trap_frame *f = frame;
    ASSERT(f->vector < 32, "exceptions are 0 to 31");
    uint32_t esp = f->user_esp, gate = current()->exception_table + f->vector * GATE_SIZE;
    if (gate > KERNEL_BASE - GATE_SIZE)
        return L4_EABORTED;
    const uint16_t *g = (const uint16_t *)gate;
    uint32_t handler = g[0] | (uint32_t)g[3] << 16;
    push(&esp, f->eflags);
    push(&esp, f->cs);
    push(&esp, f->eip);
    if (HAS_ERROR_CODE >> f->vector & 1)
        push(&esp, f->error);
    f->user_esp = esp;
    f->eflags &= ~EFLAGS_TF;
    f->eip = handler;
    return L4_OK;
}

static void
halt(struct trap_frame *f)
{
    struct tcb *me = current();
    kprintf("\nthread %08x halted: %s, error code 0x%x, eip %08x, esp %08x, cr2 %08x\n", me->id,
            trap_name(f->vector), f->error, f->eip, f->user_esp, read_cr2());
    ASSERT(!me->transfer && !me->guard, "a thread halts in ring 3, in the middle of nothing");
    me->state = THREAD_HALTED;
    schedule();
}

void
exception_deliver(struct trap_frame *f)
{
    struct tcb *me = current();
    if (!from_user(f))
        panic_frame(f, "an exception in the kernel");
    trace(TRACE_EXCEPTION, me->id, f->eip, f->vector);
    if (!me->exception_table || guarded(mirror, f, &me->guard))
        halt(f);
}

/* Exception 13: some instructions are the kernel's to carry out. (Wrong selectors were mended in
 * trap.S.) */
static void
general_protection(struct trap_frame *f)
{
    if (!from_user(f) || !emulate(f))
        exception_deliver(f);
}

/* A debug exception leaves its cause in DR6, which belongs to the thread. */
static void
debug_exception(struct trap_frame *f)
{
    uint32_t dr6;
    __asm__ volatile("movl %%dr6, %0" : "=r"(dr6));
    current()->debug[6] = dr6;
    exception_deliver(f);
}

void
exceptions_init(void)
{
    for (uint32_t v = 0; v < 32; v++)
        trap_set_handler(v, exception_deliver);
    trap_set_handler(VECTOR_GENERAL, general_protection);
    trap_set_handler(VECTOR_DEBUG, debug_exception);
}
