/*
 * Messages in memory: dwords beyond the three in registers, strings, scatter and gather.
 *
 *   MESSAGE(6, 2) m;                          room for 6 dwords and 2 string dopes
 *   message_init(&m, 6, 2);
 *   m.dword[0] = ...; message_words(&m, 6);   what is sent: 6 dwords,
 *   message_string(&m, text, length);         and a string;
 *   message_buffer(&m, room, sizeof room);    what may arrive: a string of at most that length
 *   result = message_call(server, &m, &m, L4_NEVER);
 *
 * The same message sends and receives: each string dope has a half for either. The forms of ipc
 * take the first three dwords from dword[0..2] and put them back there, so a program sees no
 * registers. (l4 X.0: messages)
 */
#ifndef MESSAGE_H
#define MESSAGE_H

#include <stddef.h>
#include "syscall.h"

/* A message with room for `dwords` (3 or more) dwords and `strings` (0..31) string dopes. All begin
 * like struct l4_message. */
#define MESSAGE(dwords, strings)                                                                   \
    struct {                                                                                       \
        l4_fpage_t receive_fpage;                                                                  \
        l4_dope_t size_dope, send_dope;                                                            \
        uint32_t dword[dwords];                                                                    \
        struct l4_string string[strings];                                                          \
    }

/* Says how much room the message has; it sends nothing and has no buffers yet. The dwords are left
 * alone. */
void message_init(void *m, uint32_t dwords, uint32_t strings);

/* Sends the first `count` dwords. */
void message_words(void *m, uint32_t count);

/* Adds a string to what is sent; with message_more() a further piece of the string before it
 * (gather). */
void message_string(void *m, const void *from, uint32_t size);
void message_more(void *m, const void *from, uint32_t size);

/* Adds a buffer for one string; with message_buffer_more() a further piece of the buffer before it
 * (scatter). */
void message_buffer(void *m, void *to, uint32_t size);
void message_buffer_more(void *m, void *to, uint32_t size);

/* The string dope number `i`. */
struct l4_string *message_dope(void *m, uint32_t i);

/* Sends nothing any more; has no buffers any more. */
void message_clear_send(void *m);
void message_clear_buffers(void *m);

/* The forms of ipc. `answer` and `request` may be the same message. Each returns the result dope.
 */
uint32_t message_send(l4_id_t to, void *m, l4_timeout_t timeouts);
uint32_t message_receive(l4_id_t from, void *m, l4_timeout_t timeouts);
uint32_t message_wait(l4_id_t *from, void *m, l4_timeout_t timeouts);
uint32_t message_call(l4_id_t to, void *request, void *answer, l4_timeout_t timeouts);
uint32_t message_reply_and_wait(l4_id_t *client, void *answer, void *request,
                                l4_timeout_t timeouts);

#endif
