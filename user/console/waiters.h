/*
 * Clients whose answer must wait, in the order in which they came; at most WAITERS of them. Each
 * thread stands in a list at most once, for it waits for one answer at a time.
 */
#ifndef WAITERS_H
#define WAITERS_H

#include <l4/types.h>

#define WAITERS 16

struct waiter {
    l4_id_t who;
    uint32_t value; /* what the list's owner needs to know of it */
};

struct waiters {
    uint32_t count;
    struct waiter entry[WAITERS];
};

/* 1, or 0 if the list is full of threads that live. */
int waiters_add(struct waiters *list, l4_id_t who, uint32_t value);

/* Takes entry `i` out; those behind it move up. */
void waiters_remove(struct waiters *list, uint32_t i);

/* Takes `who` out if it is in. */
void waiters_forget(struct waiters *list, l4_id_t who);

#endif
