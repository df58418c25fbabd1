/*
 * Requests: the protocol of pager.h, all but PAGER_SPAWN.
 */
#ifndef PAGER_REQUESTS_H
#define PAGER_REQUESTS_H

#include <ipc.h>

enum reply { REPLY_NOTHING, REPLY_WORDS, REPLY_MAP };

/* Serves one; the answer replaces *w. */
enum reply request_serve(l4_id_t client, struct words *w);

#endif
