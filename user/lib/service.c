/*
 * Calls to a server that may die and come back. Enter by service_call().
 */
#include "service.h"
#include "errno.h"
#include "message.h"
#include "names.h"
#include "tasks.h"
#include "thread.h"

#define PATIENCE 0x4C000007u /* receive timeout: 76 * 4^8 us = 5 s */
#define GONE(r)  (IPC_ERROR(r) == L4_ENOT_EXISTENT)
#define TRIES    100 /* pages of a message that were taken away while it was sent */

void
name_pack(const char *name, uint32_t *w1, uint32_t *w2)
{
    uint32_t w[2] = {0, 0};
    for (uint32_t i = 0; i < SERVICE_NAME && name[i]; i++)
        w[i / 4] |= (uint32_t)(uint8_t)name[i] << 8 * (i % 4);
    *w1 = w[0];
    *w2 = w[1];
}

void
name_unpack(uint32_t w1, uint32_t w2, char name[SERVICE_NAME + 1])
{
    for (uint32_t i = 0; i < SERVICE_NAME; i++)
        name[i] = (char)((i < 4 ? w1 : w2) >> 8 * (i % 4));
    name[SERVICE_NAME] = 0;
}

int
service_find(struct service *s)
{
    if (s->id && thread_alive(s->id))
        return 0;
    /* One that runs and has not registered yet is busy with its start, however long that takes. */
    do
        s->id = names_wait(s->name, PATIENCE);
    while (!s->id && tasks_find(s->name));
    return s->id ? 0 : ENOENT;
}

/* What a result of ipc means to a client; a server that is gone is forgotten. */
static int
outcome(struct service *s, uint32_t result)
{
    if (!IPC_ERROR(result))
        return 0;
    if (!GONE(result))
        return EIO;
    s->id = L4_NIL;
    return EPIPE;
}

static int
call(struct service *s, uint32_t send, uint32_t receive, struct words *w, uint32_t *result)
{
    l4_id_t source;
    int error = service_find(s);
    if (error)
        return error;
    *result = l4_ipc(s->id, send, receive, L4_NEVER, w, &source);
    return outcome(s, *result);
}

int
service_call(struct service *s, struct words *w)
{
    uint32_t result;
    return call(s, 0, 0, w, &result);
}

int
service_call_again(struct service *s, struct words *w)
{
    struct words request = *w;
    for (;;) {
        int error = service_call(s, w);
        if (error != EPIPE)
            return error;
        *w = request;
    }
}

int
service_call_window(struct service *s, struct words *w, void *window, uint32_t log2, int *mapped)
{
    uint32_t result = 0;
    int error = call(s, 0, l4_fpage((uint32_t)window, log2, 0) | L4_RECV_FPAGE, w, &result);
    *mapped = !error && (result & L4_CC_MAPPED);
    return error;
}

int
service_call_mapping(struct service *s, struct words *w)
{
    uint32_t result;
    return call(s, L4_SEND_MAP, 0, w, &result);
}

/* Makes the pages of `size` bytes present; with `write` also writable. */
static void
touch(uint32_t at, uint32_t size, int write)
{
    uint32_t end = at + size;
    for (at &= L4_PAGE_MASK; size && at < end; at += L4_PAGE_SIZE) {
        uint32_t inside = at < end - size ? end - size : at;
        if (write)
            __asm__ volatile("orb $0, (%0)" : : "r"(inside) : "memory", "cc");
        else
            (void)*(volatile char *)inside;
    }
}

static void
touch_strings(void *m, int send)
{
    struct l4_message *message = m;
    uint32_t n = L4_DOPE_STRINGS(send ? message->send_dope : message->size_dope);
    for (uint32_t i = 0; i < n; i++) {
        const struct l4_string *s = message_dope(m, i);
        if (send)
            touch(s->send_addr, s->send_size & L4_STRING_SIZE, 0);
        else
            touch(s->recv_addr, s->recv_size & L4_STRING_SIZE, 1);
    }
}

int
service_message(struct service *s, void *request, void *answer)
{
    uint32_t saved[L4_SHORT_WORDS];
    for (int i = 0; i < (int)L4_SHORT_WORDS; i++)
        saved[i] = ((struct l4_message *)request)->dword[i];
    for (int tries = 0; tries < TRIES; tries++) {
        int error = service_find(s);
        if (error)
            return error;
        touch_strings(request, 1);
        touch_strings(answer, 0);
        uint32_t result = message_call(s->id, request, answer, L4_NEVER);
        uint32_t kind = IPC_ERROR(result);
        /* Only a request that was cut by a fault in our own pages is made again: the server never
         * saw it. */
        if (kind != (L4_ERECV_PF | L4_IN_SEND) && kind != (L4_ESEND_PF | L4_IN_SEND))
            return kind == (L4_ECUT | L4_IN_SEND) ? E2BIG : outcome(s, result);
        for (int i = 0; i < (int)L4_SHORT_WORDS; i++)
            ((struct l4_message *)request)->dword[i] = saved[i];
    }
    return EIO;
}
