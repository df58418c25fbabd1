/*
 * The common forms of ipc for messages in registers. Each is one system call. (l4 X.0: the forms of
 * ipc)
 */
#ifndef IPC_H
#define IPC_H

#include "syscall.h"

#define IPC_ERROR(result) ((result)&L4_CC_ERROR)

/*
 * Timeouts of a server that trusts no client: an answer that nobody waits for is dropped, and a
 * page fault of the client in the middle of the transfer ends it. A pager above all must not wait
 * for its client's memory: the client would wait for it.
 */
#define IPC_SERVER (L4_SEND_ZERO | 0x0000FF00u)

/* Sends `w` and waits for the answer, which replaces it. */
static inline uint32_t
ipc_call(l4_id_t to, struct words *w)
{
    l4_id_t source;
    return l4_ipc(to, 0, 0, L4_NEVER, w, &source);
}

/* Answers `client` and waits for the next message from anybody; *client becomes its sender. If the
 * client no longer waits its answer is dropped, as for every server that does not trust its
 * clients, and the call returns with that error: wait again with ipc_wait(). */
static inline uint32_t
ipc_reply_and_wait(l4_id_t *client, struct words *w)
{
    return l4_ipc(*client, 0, L4_RECV_OPEN, IPC_SERVER, w, client);
}

/* The same with a mapping as the answer: w0 is the send base, w1 the fpage. */
static inline uint32_t
ipc_map_and_wait(l4_id_t *client, struct words *w)
{
    return l4_ipc(*client, L4_SEND_MAP, L4_RECV_OPEN, IPC_SERVER, w, client);
}

static inline uint32_t
ipc_send(l4_id_t to, struct words *w, l4_timeout_t timeouts)
{
    l4_id_t source;
    return l4_ipc(to, 0, L4_NO_RECEIVE, timeouts, w, &source);
}

static inline uint32_t
ipc_receive(l4_id_t from, struct words *w, l4_timeout_t timeouts)
{
    l4_id_t source;
    return l4_ipc(from, L4_NO_SEND, 0, timeouts, w, &source);
}

static inline uint32_t
ipc_wait(l4_id_t *source, struct words *w, l4_timeout_t timeouts)
{
    return l4_ipc(L4_NIL, L4_NO_SEND, L4_RECV_OPEN, timeouts, w, source);
}

#endif
