/*
 * Messages in memory. Enter by message_init().
 *
 * The kernel finds the string dopes behind as many dwords as the size dope says; so do we.
 */
#include "message.h"

#define STRINGS_SHIFT 8
#define STRINGS_FIELD (0x1Fu << STRINGS_SHIFT)
#define DWORDS_SHIFT  13

struct l4_string *
message_dope(void *m, uint32_t i)
{
    struct l4_message *head = m;
    return (struct l4_string *)(head->dword + L4_DOPE_WORDS(head->size_dope)) + i;
}

void
message_clear_send(void *m)
{
    struct l4_message *head = m;
    head->send_dope = 0;
    for (uint32_t i = 0; i < L4_DOPE_STRINGS(head->size_dope); i++)
        message_dope(m, i)->send_size = message_dope(m, i)->send_addr = 0;
}

void
message_clear_buffers(void *m)
{
    struct l4_message *head = m;
    for (uint32_t i = 0; i < L4_DOPE_STRINGS(head->size_dope); i++)
        message_dope(m, i)->recv_size = message_dope(m, i)->recv_addr = 0;
}

void
message_init(void *m, uint32_t dwords, uint32_t strings)
{
    struct l4_message *head = m;
    head->receive_fpage = 0;
    head->size_dope = L4_DOPE(dwords, strings);
    message_clear_send(m);
    message_clear_buffers(m);
}

void
message_words(void *m, uint32_t count)
{
    struct l4_message *head = m;
    head->send_dope = (head->send_dope & STRINGS_FIELD) | (count << DWORDS_SHIFT);
}

static void
add_string(void *m, const void *from, uint32_t size)
{
    struct l4_message *head = m;
    struct l4_string *s = message_dope(m, L4_DOPE_STRINGS(head->send_dope));
    s->send_addr = (uint32_t)from;
    s->send_size = size;
    head->send_dope += 1u << STRINGS_SHIFT;
}

void
message_string(void *m, const void *from, uint32_t size)
{
    add_string(m, from, size);
}

void
message_more(void *m, const void *from, uint32_t size)
{
    add_string(m, from, size | L4_STRING_CONTINUES);
}

/* The first dope without a buffer. A message with more buffers than room would be an error of the
 * program. */
static void
add_buffer(void *m, void *to, uint32_t size)
{
    struct l4_message *head = m;
    for (uint32_t i = 0; i < L4_DOPE_STRINGS(head->size_dope); i++) {
        struct l4_string *s = message_dope(m, i);
        if (s->recv_size || s->recv_addr)
            continue;
        s->recv_addr = (uint32_t)to;
        s->recv_size = size;
        return;
    }
}

void
message_buffer(void *m, void *to, uint32_t size)
{
    add_buffer(m, to, size);
}

void
message_buffer_more(void *m, void *to, uint32_t size)
{
    add_buffer(m, to, size | L4_STRING_CONTINUES);
}

static uint32_t
call(l4_id_t *partner, void *out, uint32_t send, void *in, uint32_t receive, l4_timeout_t timeouts)
{
    struct l4_message *from = out, *to = in;
    struct words w = {0, 0, 0};
    if (from)
        w = (struct words){from->dword[0], from->dword[1], from->dword[2]};
    uint32_t result = l4_ipc(*partner, send, receive, timeouts, &w, partner);
    if (to) {
        to->dword[0] = w.w0;
        to->dword[1] = w.w1;
        to->dword[2] = w.w2;
    }
    return result;
}

uint32_t
message_send(l4_id_t to, void *m, l4_timeout_t timeouts)
{
    return call(&to, m, (uint32_t)m, NULL, L4_NO_RECEIVE, timeouts);
}

uint32_t
message_receive(l4_id_t from, void *m, l4_timeout_t timeouts)
{
    return call(&from, NULL, L4_NO_SEND, m, (uint32_t)m, timeouts);
}

uint32_t
message_wait(l4_id_t *from, void *m, l4_timeout_t timeouts)
{
    *from = L4_NIL;
    return call(from, NULL, L4_NO_SEND, m, (uint32_t)m | L4_RECV_OPEN, timeouts);
}

uint32_t
message_call(l4_id_t to, void *request, void *answer, l4_timeout_t timeouts)
{
    return call(&to, request, (uint32_t)request, answer, (uint32_t)answer, timeouts);
}

uint32_t
message_reply_and_wait(l4_id_t *client, void *answer, void *request, l4_timeout_t timeouts)
{
    return call(client, answer, (uint32_t)answer, request, (uint32_t)request | L4_RECV_OPEN,
                timeouts);
}
