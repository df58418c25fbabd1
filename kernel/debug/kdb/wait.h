/*
 * What a thread waits for: the one place of the debugger that reads the IPC's state in a control
 * block.
 */
#ifndef KDB_WAIT_H
#define KDB_WAIT_H

#include "thread/tcb.h"

enum wait_kind {
    WAIT_NOT,      /* it runs, or is halted */
    WAIT_SEND,     /* until its partner receives */
    WAIT_RECEIVE,  /* for a message from its partner, which may be an interrupt */
    WAIT_ANYBODY,  /* for a message from anybody */
    WAIT_SLEEP,    /* for nobody: until its timeout */
    WAIT_PAGER,    /* in a page fault: for its pager */
    WAIT_TRANSFER, /* for the other side of a long message */
};

#define WAIT_FOR_EVER 0xFFFFFFFFu

enum wait_kind wait_kind(const struct tcb *t);

/* Whom it waits for; NIL for nobody in particular. */
l4_id_t wait_partner(const struct tcb *t);

/* The thread it waits for, if it waits for one that exists; else NULL. */
struct tcb *wait_target(const struct tcb *t);

/* Milliseconds until its wait ends by itself, or WAIT_FOR_EVER. */
uint32_t wait_rest(const struct tcb *t);

/* Ticks in milliseconds. */
uint32_t ticks_to_ms(uint32_t ticks);

#endif
