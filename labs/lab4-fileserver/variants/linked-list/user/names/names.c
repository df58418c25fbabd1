/*
 * The name server with lists in place of tables: one for each state of an entry, and strings for names.
 */
#include "names.h"
#include "errno.h"
#include "ipc.h"
#include "service.h"
#include "string.h"
#include "tasks.h"
#include "thread.h"
#include "valid.h"

#include <stddef.h>

#define MOST 64

struct item {
    struct item *next;
    char name[SERVICE_NAME + 1];
    l4_id_t who;
};

static struct item items[2 * MOST];
static struct item *spare, *owners, *patient;
static uint32_t owner_count, patient_count;

static void
put(struct item **list, struct item *i)
{
    i->next = *list;
    *list = i;
}

static void
add(struct item **list, const char *name, l4_id_t who)
{
    struct item *i = spare;
    spare = i->next;
    strcpy(i->name, name);
    i->who = who;
    put(list, i);
}

/* Takes out of a list whatever `bad` says of its thread. */
static uint32_t
sweep(struct item **list, l4_id_t gone)
{
    uint32_t left = 0;
    while (*list) {
        struct item *i = *list;
        if (gone ? i->who == gone : !thread_alive(i->who)) {
            *list = i->next;
            put(&spare, i);
        } else {
            left++;
            list = &i->next;
        }
    }
    return left;
}

static struct item *
owner_of(const char *name)
{
    owner_count = sweep(&owners, L4_NIL);
    for (struct item *i = owners; i; i = i->next)
        if (!strcmp(i->name, name))
            return i;
    return NULL;
}

static uint32_t
enter(const char *name, l4_id_t who)
{
    struct item *had = owner_of(name);
    int servers = tasks_is_server_name(name);
    if (had && l4_task_no(had->who) != l4_task_no(who))
        return EEXIST;
    if (servers && l4_task_no(tasks_find(name)) != l4_task_no(who))
        return EPERM;
    if (had)
        had->who = who;
    else if (owner_count >= (servers ? MOST : MOST - 16))
        return ENOSPC;
    else
        add(&owners, name, who);
    for (struct item *i = patient; i; i = i->next) {
        struct words good = {0, who, 0};
        if (strcmp(i->name, name))
            continue;
        ipc_send(i->who, &good, L4_SEND_ZERO);
        i->name[0] = 0;
    }
    return 0;
}

static uint32_t
nth(struct words *w)
{
    uint32_t left = w->w1;
    owner_count = sweep(&owners, L4_NIL);
    for (struct item *i = owners; i; i = i->next)
        if (!left--) {
            name_pack(i->name, &w->w1, &w->w2);
            return 0;
        }
    return ENOENT;
}

static int
handle(l4_id_t from, struct words *w)
{
    char name[SERVICE_NAME + 1];
    uint32_t op = w->w0;
    patient_count = sweep(&patient, from);
    if (op == NAMES_LIST) {
        w->w0 = nth(w);
        return 1;
    }
    name_unpack(w->w1, w->w2, name);
    w->w0 = EINVAL;
    if (!op || op > NAMES_LIST || !name_is_valid(w))
        return 1;
    if (op == NAMES_REGISTER) {
        w->w0 = enter(name, from);
        return 1;
    }
    struct item *i = owner_of(name);
    w->w0 = i ? 0 : ENOENT;
    w->w1 = i ? i->who : L4_NIL;
    if (i || op == NAMES_LOOK_UP)
        return 1;
    if (patient_count >= MOST)
        patient_count = sweep(&patient, L4_NIL);
    w->w0 = EAGAIN;
    if (patient_count >= MOST)
        return 1;
    add(&patient, name, from);
    return 0;
}

int
main(void)
{
    struct task_info own, other;
    struct words w;
    l4_id_t from;
    for (uint32_t i = 0; i < 2 * MOST; i++)
        put(&spare, &items[i]);
    if (!tasks_info(l4_task_no(thread_self()), &own) && own.restarts)
        for (uint32_t i = L4_MAX_TASKS; --i > 0;)
            if (!tasks_info(i, &other) && tasks_find(other.name) == other.id)
                enter(other.name, other.id);
    for (;;)
        if (!IPC_ERROR(ipc_wait(&from, &w, L4_NEVER)) && handle(from, &w))
            ipc_send(from, &w, L4_SEND_ZERO);
}
