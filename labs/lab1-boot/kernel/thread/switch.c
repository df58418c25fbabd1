/*
 * The thread switch: what has to change besides the stack. Enter by switch_to().
 */
#include "thread/switch.h"
#include "debug/assert.h"
#include "debug/todo.h"
#include "i486/descriptors.h"

/* Three things change: the stack of the next kernel entry, the space (if it is another one), the kernel stack. */
void
switch_to(struct tcb *to)
{
    struct tcb *from = current();
    ASSERT(from->magic == TCB_MAGIC, "the kernel stack has not grown into its control block");
    ASSERT(to->magic == TCB_MAGIC, "one switches only to a thread that exists");
    ASSERT(is_ready(to), "one switches only to a thread that can run");
    if (to == from)
        return;
    TODO("1.2");
}

/* The stack as switch_stacks() expects it: four registers of no value, and where to return to. */
void
set_continuation(struct tcb *t, void (*start)(void))
{
    TODO("1.2");
}
