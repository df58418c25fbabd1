/*
 * Requests to the root task: the protocol of tasks.h. Enter by request_serve().
 */
#include "root.h"
#include "errno.h"
#include "service.h"
#include "stdio.h"
#include "stdlib.h"
#include "string.h"
#include "tasks.h"

#define OP(w0) ((w0)&0xFF)

/* The kernel info page, as sigma0 gives it. */
#define SIGMA0_INFO 1

/* May the client end or change that task? Its creator may, itself, and who is trusted. */
static int
may_change(const struct task *client, const struct task *t)
{
    return !((t->creator ^ client->id) & ~L4_LTHREAD_MASK) || t == client ||
           (client->server && client->server->trusted);
}

/* A creator that takes all numbers would leave none to the others. */
static uint32_t
creations_of(l4_id_t creator)
{
    uint32_t count = 0;
    for (uint32_t i = FIRST_TASK; i <= LAST_TASK; i++)
        count += tasks[i].id && !((tasks[i].creator ^ creator) & ~L4_LTHREAD_MASK);
    return count;
}

static uint32_t
create(l4_id_t client, struct words *w)
{
    if (creations_of(client) == MAX_CREATIONS)
        return EAGAIN;
    w->w1 = task_create(client, w->w1, w->w2, client, "", TASKS_TOP_PRIORITY / 2);
    return w->w1 ? 0 : EAGAIN;
}

static uint32_t
set_name(const struct task *client, struct words *w)
{
    struct task *t = &tasks[w->w0 >> 8 & 0xFF];
    if (!t->id)
        return ENOENT;
    if (t->server || !may_change(client, t))
        return EPERM;
    name_unpack(w->w1, w->w2, t->name);
    return 0;
}

static uint32_t
set_priority(const struct task *client, const struct words *w)
{
    struct task *t = task_at(w->w1);
    if (!t)
        return ENOENT;
    if (!may_change(client, t) || w->w2 > TASKS_TOP_PRIORITY)
        return EPERM;
    task_set_priority(t, w->w2);
    return 0;
}

static uint32_t
info(struct words *w)
{
    const struct task *t = &tasks[w->w1 & 0xFF];
    if (w->w1 >= L4_MAX_TASKS || !t->id)
        return ENOENT;
    w->w1 = t->id;
    w->w2 = t->priority << 8;
    if (t->server)
        w->w2 |= t->server->pages << 16 | t->server->restarts;
    return 0;
}

static uint32_t
name_of(struct words *w)
{
    const struct task *t = &tasks[w->w1 & 0xFF];
    if (w->w1 >= L4_MAX_TASKS || !t->id)
        return ENOENT;
    name_pack(t->name, &w->w1, &w->w2);
    return 0;
}

static uint32_t
find(struct words *w)
{
    char name[SERVICE_NAME + 1];
    name_unpack(w->w1, w->w2, name);
    for (uint32_t i = 0; i < server_count; i++) {
        if (!strcmp(servers[i].name, name)) {
            w->w1 = servers[i].id;
            return w->w1 ? 0 : EPIPE;
        }
    }
    return ENOENT;
}

static uint32_t
log_text(const struct words *w)
{
    char text[SERVICE_NAME + 1];
    name_unpack(w->w1, w->w2, text);
    printf("%s", text);
    return 0;
}

/* The end of the client itself, or of another. 1 if the client is there to be answered. */
static int
end(struct task *client, struct words *w)
{
    char why[64];
    struct task *t = client;
    int again = OP(w->w0) != TASKS_EXIT || w->w1 == EXIT_ABORT;
    if (OP(w->w0) == TASKS_CRASHED)
        snprintf(why, sizeof why, "met exception %u at eip %08x", w->w1, w->w2);
    else if (OP(w->w0) == TASKS_EXIT)
        snprintf(why, sizeof why, "ended with status %d", (int)w->w1);
    else {
        t = task_at(w->w1);
        w->w0 = !t ? ENOENT : !may_change(client, t) ? EPERM : 0;
        if (w->w0)
            return 1;
        snprintf(why, sizeof why, "was killed by %s", client->name);
    }
    task_end(t->id, why, again);
    return t != client;
}

/* Ports of the client's line in the configuration, as a mapping. */
static enum reply
give_ports(const struct task *client, struct words *w)
{
    uint32_t log2 = l4_fpage_log2(w->w0), first = (w->w0 >> 12 & 0xFFF) << 4;
    const struct server *s = client->server;
    for (uint32_t i = 0; s && i < MAX_PORTS; i++) {
        uint32_t size = 1u << s->ports[i].log2;
        if (s->ports[i].log2 && log2 >= 4 && log2 <= s->ports[i].log2 &&
            first >= s->ports[i].first && first + (1u << log2) <= s->ports[i].first + size) {
            *w = (struct words){0, w->w0 | L4_FPAGE_WRITE, 0};
            return REPLY_MAP;
        }
    }
    *w = (struct words){0, 0, 0};
    return REPLY_WORDS;
}

enum reply
request_serve(l4_id_t client, struct words *w)
{
    struct task *t = task_at(client);
    if (!t)
        return REPLY_NOTHING;
    if (l4_is_io_fpage(w->w0))
        return give_ports(t, w);
    if (w->w0 == SIGMA0_INFO && w->w1 == SIGMA0_INFO) {
        *w = (struct words){0, l4_fpage((uint32_t)kip, L4_LOG2_PAGE, 0), 0};
        return REPLY_MAP;
    }
    if (!(w->w0 & 1))
        return t->server && fault_serve(t, w) ? REPLY_MAP : REPLY_NOTHING;
    switch (OP(w->w0)) {
    case TASKS_CREATE:
        w->w0 = create(client, w);
        break;
    case TASKS_NAME:
        w->w0 = set_name(t, w);
        break;
    case TASKS_PRIORITY:
        w->w0 = set_priority(t, w);
        break;
    case TASKS_INFO:
        w->w0 = info(w);
        break;
    case TASKS_NAME_OF:
        w->w0 = name_of(w);
        break;
    case TASKS_FIND:
        w->w0 = find(w);
        break;
    case TASKS_MEMORY:
        *w = (struct words){0, frames_total(), frames_free()};
        break;
    case TASKS_LOG:
        w->w0 = log_text(w);
        break;
    case TASKS_KILL:
    case TASKS_CRASHED:
    case TASKS_EXIT:
        return end(t, w) ? REPLY_WORDS : REPLY_NOTHING;
    default:
        w->w0 = EINVAL;
    }
    return REPLY_WORDS;
}
