/*
 * Which function handles which vector. Enter by trap_set_handler(); trap.S enters by
 * trap_dispatch().
 */
#include "i486/trap.h"
#include "debug/assert.h"
#include "debug/todo.h"
#include "i486/cpu.h"

static trap_handler *handlers[VECTOR_COUNT];

static const char *const names[32] = {
    [0] = "divide error",
    [1] = "debug",
    [2] = "non-maskable interrupt",
    [3] = "breakpoint",
    [4] = "overflow",
    [5] = "bound range exceeded",
    [6] = "invalid opcode",
    [7] = "no coprocessor",
    [8] = "double fault",
    [9] = "coprocessor overrun",
    [10] = "invalid task state segment",
    [11] = "segment not present",
    [12] = "stack fault",
    [13] = "general protection",
    [14] = "page fault",
    [16] = "floating-point error",
    [17] = "alignment check",
};

const char *
trap_name(uint32_t vector)
{
    if (vector < 32 && names[vector])
        return names[vector];
    return vector < 32 ? "reserved exception" : "interrupt";
}

trap_handler *
trap_set_handler(uint32_t vector, trap_handler *handler)
{
    ASSERT(vector < VECTOR_COUNT, "a handler is for a vector that there is");
    ASSERT(handler, "a vector that once had a handler keeps one");
//@ex 1.3 trap entry and frames
    trap_handler *old = handlers[vector];
    handlers[vector] = handler;
    return old;
//@stub
//:     TODO("1.3");
//@end
}

void
trap_dispatch(struct trap_frame *f)
{
    ASSERT(f->vector < VECTOR_COUNT, "the entries push the numbers of vectors");
    ASSERT(interrupts_are_off(), "every gate closes interrupts");
    ASSERT(handlers[f->vector], "every vector that can come has a handler from the boot on");
//@ex 1.3 trap entry and frames
    handlers[f->vector](f);
//@stub
//:     TODO("1.3");
//@end
}
