/*
 * The queue of senders against an array.
 */
#include "host.h"
#include "ipc/senders.c"
#include "check.h"

#include <string.h>

#define THREADS 40

static struct tcb receiver, senders[THREADS];
static int queue[THREADS], count; /* the model */

static void
start(void)
{
    memset(&receiver, 0, sizeof receiver);
    memset(senders, 0, sizeof senders);
    count = 0;
}

static int
place(int n)
{
    for (int i = 0; i < count; i++)
        if (queue[i] == n)
            return i;
    return -1;
}

static void
append(int n)
{
    senders_append(&receiver, &senders[n]);
    queue[count++] = n;
}

static void
take_out(int n)
{
    int at = place(n);
    senders_remove(&receiver, &senders[n]);
    memmove(queue + at, queue + at + 1, (size_t)(--count - at) * sizeof *queue);
}

/* The ring from its head on is the array, forwards and backwards. */
static void
compare(void)
{
    struct tcb *t = receiver.senders;
    CHECK_EQ(count == 0, t == NULL);
    for (int i = 0; i < count; i++, t = t->sender_next) {
        CHECK_EQ(queue[i], t - senders);
        CHECK(t->sender_next->sender_previous == t);
    }
    CHECK(count == 0 || t == receiver.senders);
}

static void
first_come_first_served(void)
{
    start();
    for (int i = 0; i < THREADS; i++)
        append(i);
    for (int i = 0; i < THREADS; i++) {
        CHECK(receiver.senders == &senders[i]);
        take_out(i);
    }
    CHECK(receiver.senders == NULL);
}

static void
the_only_one_leaves(void)
{
    start();
    append(7);
    take_out(7);
    CHECK(receiver.senders == NULL && !senders[7].sender_next && !senders[7].sender_previous);
}

static void
random_operations(void)
{
    uint32_t seed = 4;
    start();
    for (int step = 0; step < 50000; step++) {
        int n = (int)(random_next(&seed) >> 8) % THREADS;
        if (place(n) < 0)
            append(n);
        else if (random_next(&seed) & 0x100)
            take_out(n);
        compare();
    }
}

/* Some speak in another's name: the first who speaks in a given one is found, and they are counted.
 */
static void
who_speaks_for_another(void)
{
    uint32_t seed = 9;
    start();
    senders_propagating = 0;
    CHECK(senders_find(&receiver, 1) == NULL);
    for (int n = 0; n < THREADS; n++)
        senders[n].id = 100 + (uint32_t)n;
    for (int step = 0; step < 20000; step++) {
        int n = (int)(random_next(&seed) >> 8) % THREADS;
        uint32_t name = 1 + (random_next(&seed) >> 8) % 20, others = 0;
        struct tcb *first = NULL;
        if (place(n) < 0) {
            senders[n].source = name < 10 ? name : senders[n].id;
            append(n);
        } else {
            take_out(n);
        }
        for (int i = count; i-- > 0;) {
            others += senders[queue[i]].source != senders[queue[i]].id;
            if (senders[queue[i]].source == name)
                first = &senders[queue[i]];
        }
        CHECK_EQ(others, senders_propagating);
        CHECK(senders_find(&receiver, name) == first);
    }
}

TEST_MAIN({"senders: first come, first served", first_come_first_served},
          {"senders: the only one leaves", the_only_one_leaves},
          {"senders: random operations against an array", random_operations},
          {"senders: who speaks for another is found and counted", who_speaks_for_another})
