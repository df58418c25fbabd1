/*
 * The thread switch: what has to change besides the stack. Enter by switch_to().
 */
#include "thread/switch.h"
#include "debug/assert.h"
#include "debug/todo.h"
#include "debug/trace.h"
#include "i486/descriptors.h"
#include "space/space.h"

HOT uint32_t switch_extra;

/* The copy window is of the thread that loses the processor. Its translations go with CR3, or must
 * be flushed if CR3 stays: so no IPC finds another's in the TLB. [Liedtke '93, 5.2.3] */
static void
drop_window(struct tcb *from, struct tcb *to)
{
    ASSERT(from != to, "a thread that goes on keeps its window");
    if (from->space)
        paging_clear_window(from->space->directory);
    if (from->directory == to->directory)
        flush_tlb();
    switch_extra &= ~EXTRA_WINDOW;
}

static void
load_debug_registers(const uint32_t *r)
{
    __asm__ volatile("movl %0, %%dr0" : : "r"(r[0]));
    __asm__ volatile("movl %0, %%dr1" : : "r"(r[1]));
    __asm__ volatile("movl %0, %%dr2" : : "r"(r[2]));
    __asm__ volatile("movl %0, %%dr3" : : "r"(r[3]));
    __asm__ volatile("movl %0, %%dr6" : : "r"(r[6]));
    __asm__ volatile("movl %0, %%dr7" : : "r"(r[7]));
}

void
switch_debug_registers(struct tcb *to)
{
    static const uint32_t off[8];
    if (to->special & SPECIAL_DEBUG) {
        load_debug_registers(to->debug);
        switch_extra |= EXTRA_DEBUG;
    } else {
        load_debug_registers(off);
        switch_extra &= ~EXTRA_DEBUG;
    }
}

static void
switch_extras(struct tcb *from, struct tcb *to)
{
    if (switch_extra & EXTRA_WINDOW)
        drop_window(from, to);
    if ((switch_extra & EXTRA_DEBUG) || (to->special & SPECIAL_DEBUG))
        switch_debug_registers(to);
}

/* Three things change: the stack of the next kernel entry, the space (if it is another one), the
 * kernel stack. */
void
switch_to(struct tcb *to)
{
    struct tcb *from = current();
    ASSERT(from->magic == TCB_MAGIC, "the kernel stack has not grown into its control block");
    ASSERT(to->magic == TCB_MAGIC, "one switches only to a thread that exists");
    ASSERT(is_ready(to), "one switches only to a thread that can run");
    ASSERT(interrupts_are_off(), "nothing comes between the stack and the space of a switch");
    if (to == from)
        return;
    trace(TRACE_SWITCH, from->id, to->id, from->state);
    if (unlikely(switch_extra | (to->special & SPECIAL_DEBUG)))
        switch_extras(from, to);
//@ex 1.6 control blocks and the thread switch
    set_kernel_stack(tcb_top(to));
    if (to->directory != from->directory)
        write_cr3(to->directory);
    switch_stacks(&from->stack, to->stack);
//@stub
//:     TODO("1.6");
//@end
}

/* The stack as switch_stacks() expects it: four registers of no value, and where to return to. */
void
set_continuation_at(struct tcb *t, void *top, void (*start)(void))
{
    ASSERT(t != current(), "nobody else builds on the stack on which the kernel runs");
    ASSERT((uint32_t)top % 4 == 0, "a stack holds whole words");
//@ex 1.6 control blocks and the thread switch
    uint32_t *stack = top;
    *--stack = (uint32_t)start;
    for (int i = 0; i < 4; i++)
        *--stack = 0;
    t->stack = (uint32_t)stack;
//@stub
//:     TODO("1.6");
//@end
}
