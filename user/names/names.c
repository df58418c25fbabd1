/*
 * The name server: the service broker of the lectures. It knows which thread is called what, and
 * notices that one is dead; the protocol is names.h.
 *
 * When it dies itself all that it knew is lost, so it asks the root task at its start which servers
 * there are. One that is not ready yet answers later: a call to it waits.
 *
 * What it must do, beyond what names.h says:
 *
 *   - A name belongs to the thread that registered it, as long as that lives (thread_alive()). Of
 *     the same task another thread may take it over. The name of a server of the configuration
 *     (tasks_is_server_name()) can only be had by that server's task (tasks_find()).
 *   - 64 names (ENOSPC beyond), of which the dead make room; the last 16 places are for servers of
 *     the configuration alone. 64 who wait (EAGAIN). Who asks something new waits no longer for
 *     what it asked before.
 *   - An operation that does not exist, or no name (name_is_valid()), is EINVAL. The list shows
 *     each living name once, in any order.
 *   - If it was started again (tasks_info(), restarts > 0) all servers of the configuration are
 *     registered before the first request: those tasks that tasks_find() knows by their own name.
 *   - It may wait for the root task, and for the next request, but never for a client: an answer
 *     that nobody receives is dropped.
 */
#include "names.h"
#include "errno.h"
#include "ipc.h"
#include "service.h"
#include "start.h"
#include "tasks.h"
#include "thread.h"
#include "todo.h"
#include "valid.h"

#include <stddef.h>

//@ex 4.2 the name server
#define MAX_NAMES   64
#define FOR_SERVERS 16 /* of these, so that programs cannot leave a server no place */
#define MAX_WAITERS 64

struct entry {
    uint32_t name[2];
    l4_id_t id; /* L4_NIL: the entry is free; of a waiter: who waits */
};

static struct entry names[MAX_NAMES], waiters[MAX_WAITERS];
static uint32_t used,
    waiting; /* entries of either that were ever taken: nothing lies behind them */

static int
same_name(const struct entry *e, const struct words *w)
{
    return e->id && e->name[0] == w->w1 && e->name[1] == w->w2;
}

/* The entry of that name whose thread lives. One that died leaves the list here. */
static struct entry *
find(const struct words *w)
{
    for (struct entry *e = names; e < names + used; e++) {
        if (!same_name(e, w))
            continue;
        if (thread_alive(e->id))
            return e;
        e->id = L4_NIL;
    }
    return NULL;
}

/* A free entry among the first `count` of a table; the dead make room. */
static struct entry *
free_entry(struct entry *table, uint32_t *taken, uint32_t count)
{
    for (struct entry *e = table; e < table + *taken && e < table + count; e++)
        if (!e->id)
            return e;
    if (*taken < count)
        return &table[(*taken)++];
    for (struct entry *e = table; e < table + count; e++) {
        if (!thread_alive(e->id)) {
            e->id = L4_NIL;
            return e;
        }
    }
    return NULL;
}

/* Who asks something new waits no longer for what it asked before. */
static void
forget_waiter(l4_id_t id)
{
    for (struct entry *e = waiters; e < waiters + waiting; e++)
        if (e->id == id)
            e->id = L4_NIL;
}

/* Answers all who wait for that name; those who no longer wait hear nothing. */
static void
tell_waiters(const struct words *name, l4_id_t id)
{
    for (struct entry *e = waiters; e < waiters + waiting; e++) {
        if (!same_name(e, name))
            continue;
        struct words answer = {0, id, 0};
        ipc_send(e->id, &answer, IPC_SERVER);
        e->id = L4_NIL;
    }
}

static uint32_t
register_name(l4_id_t client, const struct words *w)
{
    struct entry *e = find(w);
    char name[SERVICE_NAME + 1];
    if (e && l4_task_no(e->id) != l4_task_no(client))
        return EEXIST;
    /* The names of the configuration belong to its servers, also while one is starting again
     * or gone. */
    name_unpack(w->w1, w->w2, name);
    int servers = tasks_is_server_name(name);
    if (servers && l4_task_no(tasks_find(name)) != l4_task_no(client))
        return EPERM;
    if (!e)
        e = free_entry(names, &used, servers ? MAX_NAMES : MAX_NAMES - FOR_SERVERS);
    if (!e)
        return ENOSPC;
    *e = (struct entry){{w->w1, w->w2}, client};
    tell_waiters(w, client);
    return 0;
}

static uint32_t
list(struct words *w)
{
    uint32_t index = w->w1;
    for (struct entry *e = names; e < names + used; e++) {
        if (!e->id || !thread_alive(e->id) || index-- > 0)
            continue;
        w->w1 = e->name[0];
        w->w2 = e->name[1];
        return 0;
    }
    return ENOENT;
}

/* Turns a request into its answer. 0 if there is none yet. */
static int
serve(l4_id_t client, struct words *w)
{
    struct entry *e;
    forget_waiter(client);
    if (w->w0 == NAMES_LIST) {
        w->w0 = list(w);
        return 1;
    }
    if (w->w0 < NAMES_REGISTER || w->w0 > NAMES_WAIT || !name_is_valid(w)) {
        w->w0 = EINVAL;
    } else if (w->w0 == NAMES_REGISTER) {
        w->w0 = register_name(client, w);
    } else if ((e = find(w))) {
        w->w0 = 0;
        w->w1 = e->id;
    } else if (w->w0 == NAMES_LOOK_UP) {
        w->w0 = ENOENT;
    } else if ((e = free_entry(waiters, &waiting, MAX_WAITERS))) {
        *e = (struct entry){{w->w1, w->w2}, client};
        return 0;
    } else {
        w->w0 = EAGAIN;
    }
    return 1;
}

/* After a restart: the servers that the root task runs, under the names of its configuration. */
static void
learn_servers(void)
{
    struct task_info info;
    for (uint32_t i = 1; i < L4_MAX_TASKS; i++) {
        struct words w;
        if (tasks_info(i, &info) || tasks_find(info.name) != info.id)
            continue;
        w.w0 = NAMES_REGISTER;
        name_pack(info.name, &w.w1, &w.w2);
        register_name(info.id, &w);
    }
}
//@stub
//: /* Here: what the server knows, and what it does for each operation. */
//@end

int
main(void)
{
//@ex 4.2 the name server
    struct words w;
    l4_id_t client;
    struct task_info self;
    if (!tasks_info(l4_task_no(thread_self()), &self) && self.restarts > 0)
        learn_servers();
    uint32_t error = ipc_wait(&client, &w, IPC_SERVER);
    for (;;) {
        while (IPC_ERROR(error) || !serve(client, &w))
            error = ipc_wait(&client, &w, IPC_SERVER);
        error = ipc_reply_and_wait(&client, &w);
    }
//@stub
//:     TODO("4.2");
//@end
}
