/*
 * Clients of the name server: CLIENTS tasks, each asks what it is told to, and
 * TWINS threads of the test's own task, which are one
 * client with several threads.
 */
#ifndef CLIENTS_H
#define CLIENTS_H

#include "server.h"
#include <names.h>

#define CLIENTS 6u
#define TWINS   3u
#define SHORTLY 0x808000AAu /* 128 * 4^5 us = 131 ms, to send and to receive */
#define NOBODY  0xFFu
#define CUT     0xE000u /* no answer, but this error of ipc */

static l4_id_t client_id[CLIENTS + TWINS];
static l4_timeout_t client_patience[CLIENTS + TWINS]; /* for what it is told next; 0: endless */

/* A client's life: hears from the thread that tests, asks the name server, tells what it heard. */
static void
client_live(uint32_t self)
{
    l4_id_t boss = l4_thread_of(L4_ROOT, 1), source;
    for (;;) {
        struct words w;
        if (IPC_ERROR(ipc_receive(boss, &w, L4_NEVER)))
            continue;
        l4_timeout_t patience = client_patience[self] ? client_patience[self] : L4_NEVER;
        uint32_t result = l4_ipc(server.id, 0, 0, patience, &w, &source);
        if (IPC_ERROR(result))
            w.w0 = CUT | IPC_ERROR(result);
        ipc_send(boss, &w, L4_NEVER);
    }
}

static void
client_thread(void *self)
{
    client_live((uint32_t)self);
}

static void
client_task(void)
{
    uint32_t number = l4_task_no(thread_self());
    client_live(number - SERVER_TASK - 1);
}

/* Starts client `i`, anew if it was there. */
static inline void
client_start(uint32_t i)
{
    static uint32_t stack[CLIENTS + TWINS][512];
    if (i < CLIENTS)
        client_id[i] = l4_task_new(0x04000001u | (SERVER_TASK + 1 + i) << L4_TASK_SHIFT, 255,
                                   (uint32_t)(stack[i] + 511), (uint32_t)client_task, L4_ROOT);
    else
        client_id[i] = thread_start(2 + i - CLIENTS, client_thread, (void *)i, stack[i],
                                    sizeof stack[i], test_pager());
}

static inline void
clients_start(void)
{
    for (uint32_t i = 0; i < CLIENTS + TWINS; i++)
        client_start(i);
}

static inline void
client_end(uint32_t i)
{
    l4_task_new(client_id[i], L4_ROOT, 0, 0, L4_NIL);
}

/* Which client is it? */
static inline uint32_t
client_of(l4_id_t id)
{
    for (uint32_t i = 0; i < CLIENTS + TWINS; i++)
        if (client_id[i] == id)
            return i;
    return NOBODY;
}

/* Has client `i` ask the name server, and does not wait for the answer. */
static inline void
client_ask(uint32_t i, uint32_t op, const char *name)
{
    struct words w = {op, 0, 0};
    name_pack(name, &w.w1, &w.w2);
    ipc_send(client_id[i], &w, SHORTLY);
}

/* What it heard: 1, or 0 if it has not heard anything shortly. */
static inline int
client_heard(uint32_t i, struct words *w)
{
    return !IPC_ERROR(ipc_receive(client_id[i], w, SHORTLY));
}

/* Both, for an answer that comes at once: says the error. */
static inline uint32_t
client_does(const char *line, uint32_t i, uint32_t op, const char *name)
{
    struct words w = {0, 0, 0};
    client_ask(i, op, name);
    if (!client_heard(i, &w))
        w.w0 = CUT;
    test_say(line, w.w0);
    return w.w0;
}

/* Client `i` looks the name up: says the error, and who has it. */
static inline void
client_finds(const char *line, uint32_t i, const char *name)
{
    struct words w = {0, 0, 0};
    client_ask(i, NAMES_LOOK_UP, name);
    if (!client_heard(i, &w))
        w.w0 = CUT;
    uint32_t said[2] = {w.w0, w.w0 ? NOBODY : client_of(w.w1)};
    test_say_all(line, said, 2);
}

/* Says what a client that waits has heard: 1, the error, who has the name; or 0 if nothing came. */
static inline void
client_waited(const char *line, uint32_t i)
{
    struct words w = {0, 0, 0};
    uint32_t said[3] = {(uint32_t)client_heard(i, &w), 0, 0};
    if (said[0]) {
        said[1] = w.w0;
        said[2] = w.w0 ? NOBODY : client_of(w.w1);
    }
    test_say_all(line, said, said[0] ? 3 : 1);
}

/* A name of `length` letters, the n-th that belongs to the seed. */
static inline const char *
drawn_name(char name[SERVICE_NAME + 1], uint32_t n, uint32_t length)
{
    for (uint32_t i = 0; i < length; i++)
        name[i] = (char)('a' + test_mix(test_seed(), 16 * n + i) % 26);
    name[length] = 0;
    return name;
}

#endif
