/*
 * Children that touch memory on order. Enter by probe_start().
 *
 * A child's thread 0 takes the orders. What may fault is done by its thread 1: if that one hangs in
 * a page fault nothing is lost, and the next order starts it afresh.
 */
#include "probe.h"
#include "check.h"
#include "hole.h"
#include "thread.h"

#include <stddef.h>

#define PROBES 8
#define TRIES  60

enum order { READ, WRITE, ACCEPT, MAP, UNMAP };

static struct child {
    volatile uint32_t address, value, writing, done; /* thread 1's order */
    volatile l4_id_t destination;                    /* MAP */
    uint32_t stack[256];
} children[PROBES];

static void
touch(void *argument)
{
    struct child *c = argument;
    volatile uint32_t *at = (volatile uint32_t *)c->address;
    if (c->writing)
        *at = c->value;
    else
        c->value = *at;
    c->done = 1;
    thread_stop();
}

/* 1 if thread 1 came through; 0 if it hangs in a fault. */
static int
try_touch(struct child *c, l4_id_t pager)
{
    uint32_t before = hole.faults;
    c->done = 0;
    thread_start(1, touch, c, c->stack, sizeof c->stack, pager);
    for (int i = 0; i < TRIES && !c->done && hole.faults == before; i++)
        l4_thread_switch(L4_NIL);
    return (int)c->done;
}

static void
obey(struct child *c, l4_id_t client, struct words *w)
{
    l4_id_t source;
    switch ((enum order)w->w0) {
    case READ:
    case WRITE:
        c->writing = w->w0 == WRITE;
        c->address = w->w1;
        c->value = w->w2;
        w->w0 = (uint32_t)try_touch(c, thread_pager());
        w->w1 = c->value;
        break;
    case ACCEPT: {
        struct words got = {0, 0, 0};
        uint32_t result = l4_ipc(w->w2, L4_NO_SEND, w->w1, L4_NEVER, &got, &source);
        *w = (struct words){result, got.w0, got.w1};
        break;
    }
    case MAP: {
        struct words out = {w->w1, w->w2, 0};
        w->w0 = l4_ipc(c->destination, L4_SEND_MAP, L4_NO_RECEIVE, L4_NEVER, &out, &source);
        break;
    }
    case UNMAP:
        l4_fpage_unmap(w->w1, w->w2);
        break;
    }
    ipc_send(client, w, L4_NEVER);
}

static void
serve(void)
{
    struct child *c = &children[l4_task_no(thread_self()) - 6];
    struct words w;
    l4_id_t client;
    for (;;)
        if (!IPC_ERROR(ipc_wait(&client, &w, L4_NEVER)))
            obey(c, client, &w);
}

l4_id_t
probe_start(uint32_t n, uint32_t begin, uint32_t size)
{
    l4_id_t child = helper_task_paged(n, serve, hole_pager((void *)begin, size, HOLE_SILENT));
    settle();
    return child;
}

int
probe_read(l4_id_t child, uint32_t address, uint32_t *value)
{
    struct words w = {READ, address, 0};
    ipc_call(child, &w);
    if (value)
        *value = w.w1;
    return (int)w.w0;
}

int
probe_write(l4_id_t child, uint32_t address, uint32_t value)
{
    struct words w = {WRITE, address, value};
    ipc_call(child, &w);
    return (int)w.w0;
}

void
probe_unmap(l4_id_t child, l4_fpage_t fpage, uint32_t mask)
{
    struct words w = {UNMAP, fpage, mask};
    ipc_call(child, &w);
}

void
probe_accept(l4_id_t child, l4_id_t from, uint32_t receive)
{
    struct words w = {ACCEPT, receive, from == PROBE_ME ? thread_self() : from};
    ipc_send(child, &w, L4_NEVER);
    settle();
}

uint32_t
probe_accepted(l4_id_t child, struct words *w)
{
    struct words got = {0, 0, 0};
    ipc_receive(child, &got, L4_NEVER);
    if (w)
        *w = (struct words){got.w1, got.w2, 0};
    return got.w0;
}

uint32_t
probe_pass(l4_id_t from, l4_id_t to, uint32_t base, l4_fpage_t fpage, l4_fpage_t window,
           uint32_t *sent)
{
    struct words w = {base, fpage, 0};
    l4_id_t source;
    uint32_t result;
    probe_accept(to, from, window | L4_RECV_FPAGE);
    if (from == PROBE_ME) {
        result = l4_ipc(to, L4_SEND_MAP, L4_NO_RECEIVE, L4_NEVER, &w, &source);
    } else {
        children[l4_task_no(from) - 6].destination = to;
        w = (struct words){MAP, base, fpage};
        ipc_call(from, &w);
        result = w.w0;
    }
    if (sent)
        *sent = result;
    return probe_accepted(to, NULL);
}
