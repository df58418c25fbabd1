/*
 * How a client finds a server and survives its death.
 *
 * Every request is a call: w0 names the operation, and the answer's w0 is 0 or an error of errno.h.
 * A server that crashed is started again under a new id; the old one is stale, and the kernel says
 * so (0x10). A client then looks the name up afresh: service_call() does it.
 */
#ifndef SERVICE_H
#define SERVICE_H

#include "ipc.h"

#define SERVICE_NAME 8

/* A server as a client knows it. `id` is L4_NIL until the first call. */
struct service {
    char name[SERVICE_NAME + 1];
    l4_id_t id;
};

/*
 * Calls the server with `w`, which the answer replaces. Looks its name up if it is not known yet or
 * if the known one is dead; that asks the kernel first, one short system call. Returns 0 if an
 * answer came (its own error is in w->w0), ENOENT (nobody had it for 5 seconds, and no
 * server of the configuration is starting under it), EPIPE (the server died at work: whether it did
 * what was asked is not known), or EIO (the kernel reports another error). Blocks as long as the
 * server takes.
 */
int service_call(struct service *s, struct words *w);

/* For requests that may be made twice: when the server dies it is asked again, as soon as it was
 * started again. Never EPIPE. */
int service_call_again(struct service *s, struct words *w);

/* service_call() with a map message as answer: the page arrives in the window of 2^log2 bytes at
 * `window`. *mapped is 1 if one came. */
int service_call_window(struct service *s, struct words *w, void *window, uint32_t log2,
                        int *mapped);

/* The same in the other direction: the words of `w` are a send fpage (w0 its base). */
int service_call_mapping(struct service *s, struct words *w);

/* service_call() with messages in memory (message.h), which may be the same one. A server does not
 * wait for its client's pages, so the strings and buffers are touched first, and the call is made
 * again when a page was taken away meanwhile. */
int service_message(struct service *s, void *request, void *answer);

/* Finds the server now, waiting for it as service_call() does. 0 or ENOENT. For other calls. */
int service_find(struct service *s);

/* Eight characters of a name in two words, NUL-padded, first character lowest. */
void name_pack(const char *name, uint32_t *w1, uint32_t *w2);
void name_unpack(uint32_t w1, uint32_t w2, char name[SERVICE_NAME + 1]);

#endif
