/*
 * The queue of those who wait to send to a thread: a ring through their control blocks. Enter by
 * senders_append(). [Liedtke '93, 5.3.2]
 */
#include "ipc/ipc.h"
#include "debug/assert.h"
#include "debug/todo.h"

#include <stddef.h>

uint32_t senders_propagating;

void
senders_append(struct tcb *to, struct tcb *sender)
{
    ASSERT(!sender->sender_next, "a thread waits in one queue at a time");
    ASSERT(sender != to, "nobody waits to send to itself");
    senders_propagating += sender->source != sender->id;
//@ex 2.1 rendezvous and the queue of senders
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
//@stub
//:     TODO("2.1");
//@end
}

void
senders_remove(struct tcb *to, struct tcb *sender)
{
    ASSERT(sender->sender_next, "a sender that is taken out of the queue is in it");
    ASSERT(to->senders, "the queue of a waiting sender is not empty");
    senders_propagating -= sender->source != sender->id;
//@ex 2.1 rendezvous and the queue of senders
    if (sender->sender_next == sender) {
        to->senders = NULL;
    } else {
        sender->sender_next->sender_previous = sender->sender_previous;
        sender->sender_previous->sender_next = sender->sender_next;
        if (to->senders == sender)
            to->senders = sender->sender_next;
    }
    sender->sender_next = sender->sender_previous = NULL;
//@stub
//:     TODO("2.1");
//@end
}

struct tcb *
senders_find(const struct tcb *to, l4_id_t source)
{
//@ex 2.1 rendezvous and the queue of senders
    struct tcb *t = to->senders;
    while (t && t->source != source)
        t = t->sender_next == to->senders ? NULL : t->sender_next;
    return t;
//@stub
//:     (void)to, (void)source;
//:     TODO("2.1");
//@end
}
