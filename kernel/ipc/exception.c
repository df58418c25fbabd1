/*
 * Exceptions of user programs. Enter by exception_deliver().
 */
#include "ipc/exception.h"
#include "debug/console.h"
#include "debug/panic.h"
#include "thread/slice.h"

void
exception_deliver(struct trap_frame *f)
{
    struct tcb *me = current();
    if (!from_user(f))
        panic_frame(f, "an exception in the kernel");
    kprintf("\nthread %08x halted: %s, error code 0x%x, eip %08x, esp %08x, cr2 %08x\n", me->id,
            trap_name(f->vector), f->error, f->eip, f->user_esp, read_cr2());
    me->state = THREAD_HALTED;
    schedule();
}

void
exceptions_init(void)
{
    for (uint32_t v = 0; v < 32; v++)
        trap_set_handler(v, exception_deliver);
}
