/*
 * The event trace: what the kernel did last.
 *
 *   trace(TRACE_SWITCH, from->id, to->id, 0);
 *
 * The debug build keeps the last events in a ring, which the kernel debugger shows. In the release
 * build the call still has to compile, and is no instruction at all: its body comes from
 * trace_record.h, of which the build takes the one in debug/kdb/ or the one in debug/absent/.
 */
#ifndef DEBUG_TRACE_H
#define DEBUG_TRACE_H

#include <stdint.h>

/* What `other` and `value` mean is said here. `thread` is always the thread that was running. */
enum trace_kind {
    TRACE_FAST,      /* message on the fast path: to whom, receive descriptor */
    TRACE_SEND,      /* message carried over: to whom, first word */
    TRACE_WAIT,      /* begins to wait: for whom (NIL: anybody), 1 if it waits to send */
    TRACE_FAULT,     /* page fault: EIP, address with bit 1 set for a write */
    TRACE_SWITCH,    /* another thread runs: which, state of the one that stops */
    TRACE_IRQ,       /* interrupt: line, EIP */
    TRACE_WAKEUP,    /* a timeout expires: whose */
    TRACE_EXCEPTION, /* exception: EIP, vector */
    TRACE_KINDS,
};

#include "trace_record.h"

#endif
