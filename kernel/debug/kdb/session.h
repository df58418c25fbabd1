/*
 * One stop of the machine: why, where, and what the person at the serial line wants next.
 */
#ifndef KDB_SESSION_H
#define KDB_SESSION_H

#include "i486/frame.h"
#include "thread/tcb.h"

struct kdb_stop {
    const char *why;
    struct tcb *thread;       /* who was running; NULL before there are threads */
    struct trap_frame *frame; /* its registers; NULL: only eip and ebp are known */
    uint32_t eip, ebp;
    int resumable; /* 0: post mortem */
    int leave;     /* set by the command that ends the session */
};

/* The stop in progress. */
extern struct kdb_stop kdb_stop;

/* Did the command line ask for the debugger? */
extern int kdb_armed;

/* Opens a session: prints `why` and serves commands until one of them lets the machine go on. Runs
 * on a stack of its own, so that a kernel stack that is nearly full does not matter. Interrupts are
 * off. A stop inside a session is ignored. */
void kdb_enter(struct trap_frame *f, const char *why);

/* In stack.S. Calls f() on the stack that ends at `top`. */
void kdb_on_stack(void (*f)(void), void *top);

#endif
