/*
 * The queue of those who wait to send to a thread: a ring through their control blocks. Enter by
 * senders_append().
 */
#include "ipc/ipc.h"
#include "debug/assert.h"

#include <stddef.h>

void
senders_append(struct tcb *to, struct tcb *sender)
{
    struct tcb *first = to->senders;
    if (!first) {
        sender->sender_next = sender->sender_previous = sender;
        to->senders = sender;
        return;
    }
    sender->sender_next = first;
    sender->sender_previous = first->sender_previous;
    first->sender_previous->sender_next = sender;
    first->sender_previous = sender;
}

void
senders_remove(struct tcb *to, struct tcb *sender)
{
    ASSERT(sender->sender_next, "a sender that is taken out of the queue is in it");
    if (sender->sender_next == sender) {
        to->senders = NULL;
    } else {
        sender->sender_next->sender_previous = sender->sender_previous;
        sender->sender_previous->sender_next = sender->sender_next;
        if (to->senders == sender)
            to->senders = sender->sender_next;
    }
    sender->sender_next = sender->sender_previous = NULL;
}
