/*
 * Requests. Enter by request_serve().
 */
#include "requests.h"
#include "fault.h"
#include "replace.h"
#include <errno.h>
#include <pager.h>
#include <service.h>

#define LEAST_LIMIT    8u  /* frames below which a program might fault for ever */
#define SHARE_LOG2_MAX 22u /* 4 MB in one request: it is one loop, and others wait */

/* The answer comes when the task ends, to the thread that asked last. */
static enum reply
wait_for(l4_id_t client, struct words *w)
{
    struct task *t = task_started_by(client, w->w1);
    if (!t) {
        w->w0 = EPERM;
        return REPLY_WORDS;
    }
    if (t->state == TASK_RUNS) {
        struct words interrupted = {EINTR, 0, 0};
        if (t->waiter && t->waiter != client)
            ipc_send(t->waiter, &interrupted, IPC_SERVER);
        t->waiter = client;
        return REPLY_NOTHING;
    }
    *w = (struct words){0, (uint32_t)t->status, t->eip};
    t->state = TASK_FREE;
    return REPLY_WORDS;
}

static uint32_t
kill(l4_id_t client, const struct words *w)
{
    struct task *t = task_started_by(client, w->w1);
    if (!t)
        return EPERM;
    if (t->state == TASK_RUNS)
        task_end(t, PAGER_KILLED, 0);
    return 0;
}

/* A program that speaks of its own end. Exit has no answer, for nobody is left to hear it. */
static enum reply
end_of_client(l4_id_t client, struct words *w)
{
    struct task *t = task_of(client);
    if (!t) {
        w->w0 = EPERM;
        return REPLY_WORDS;
    }
    if (w->w0 == PAGER_EXIT)
        task_end(t, (int)(w->w1 & 0xFF), 0);
    else
        task_end(t, PAGER_DIED - (int)(w->w1 & 0x1F), w->w2);
    return REPLY_NOTHING;
}

/* Who started a task may limit it as he likes; the task itself may only tighten it. */
static uint32_t
set_limit(l4_id_t client, const struct words *w)
{
    struct task *t = task_started_by(client, w->w1);
    uint32_t limit = w->w2 && w->w2 < LEAST_LIMIT ? LEAST_LIMIT : w->w2;
    if (!t) {
        t = task_of(client);
        if (!t || t->id != w->w1 || !limit || (t->limit && limit > t->limit))
            return EPERM;
    }
    if (t->state != TASK_RUNS)
        return EPERM;
    t->limit = limit;
    while (limit && t->pages.frames > limit && replace_one(t) == 0)
        ;
    return 0;
}

static uint32_t
info(struct words *w)
{
    const struct task *t = task_numbered(w->w1);
    if (!t)
        return ENOENT;
    w->w1 = t->id;
    w->w2 = task_frames(t) << 16 | t->pages.slots;
    return 0;
}

static uint32_t
name_of(struct words *w)
{
    const struct task *t = task_numbered(w->w1);
    if (!t)
        return ENOENT;
    name_pack(t->name, &w->w1, &w->w2);
    return 0;
}

static uint32_t
count(struct words *w)
{
    if (w->w1 >= PAGER_COUNTS_END)
        return EINVAL;
    w->w1 = pager_counts[w->w1];
    return 0;
}

static uint32_t
trace(l4_id_t client, const struct words *w)
{
    struct task *t = task_of(client);
    if (!t)
        return EPERM;
    t->trace = w->w1 != 0;
    return 0;
}

/* Is every page of [begin, begin + size) the task's own memory? */
static int
all_private(const struct task *t, uint32_t begin, uint32_t size)
{
    for (uint32_t at = 0; at < size; at += L4_PAGE_SIZE) {
        const struct region *r = region_find(&t->regions, begin + at);
        if (!r || !region_private(r))
            return 0;
    }
    return 1;
}

static uint32_t
share(l4_id_t client, const struct words *w)
{
    struct task *from = task_of(client), *to = task_started_by(client, w->w1);
    uint32_t log2 = l4_fpage_log2(w->w2), size = 1u << (log2 & 31);
    uint32_t begin = l4_fpage_base(w->w2) & ~(size - 1);
    if (!from || !to || to->state != TASK_RUNS)
        return EPERM;
    if (log2 < L4_LOG2_PAGE || log2 > SHARE_LOG2_MAX || !all_private(from, begin, size) ||
        !all_private(to, begin, size))
        return EINVAL;
    for (uint32_t at = 0; at < size; at += L4_PAGE_SIZE) {
        enum fault_result result = page_share(from, to, begin + at);
        if (result != FAULT_MAP)
            return result == FAULT_MEMORY ? ENOMEM : EIO;
    }
    return 0;
}

enum reply
request_serve(l4_id_t client, struct words *w)
{
    switch (w->w0) {
    case PAGER_WAIT:
        return wait_for(client, w);
    case PAGER_EXIT:
    case PAGER_CRASHED:
        return end_of_client(client, w);
    case PAGER_KILL:
        w->w0 = kill(client, w);
        break;
    case PAGER_LIMIT:
        w->w0 = set_limit(client, w);
        break;
    case PAGER_INFO:
        w->w0 = info(w);
        break;
    case PAGER_NAME_OF:
        w->w0 = name_of(w);
        break;
    case PAGER_MEMORY:
        *w = (struct words){0, frames_all(), frames_left()};
        break;
    case PAGER_COUNTS:
        w->w0 = count(w);
        break;
    case PAGER_TRACE:
        w->w0 = trace(client, w);
        break;
    case PAGER_SHARE:
        w->w0 = share(client, w);
        break;
    default:
        w->w0 = EINVAL;
    }
    return REPLY_WORDS;
}
