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
    TODO("2.1");
}

void
senders_remove(struct tcb *to, struct tcb *sender)
{
    ASSERT(sender->sender_next, "a sender that is taken out of the queue is in it");
    ASSERT(to->senders, "the queue of a waiting sender is not empty");
    senders_propagating -= sender->source != sender->id;
    TODO("2.1");
}

struct tcb *
senders_find(const struct tcb *to, l4_id_t source)
{
    (void)to, (void)source;
    TODO("2.1");
}
