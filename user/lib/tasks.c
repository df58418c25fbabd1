/*
 * Client stubs of the root task as a server. Enter by tasks_create().
 */
#include "tasks.h"
#include "errno.h"
#include "ipc.h"
#include "service.h"

/* The root task never dies, and answers each message. */
static int
ask(struct words *w)
{
    return IPC_ERROR(ipc_call(L4_ROOT, w)) ? EIO : (int)w->w0;
}

l4_id_t
tasks_create(uint32_t eip, uint32_t esp)
{
    struct words w = {TASKS_CREATE, eip, esp};
    return ask(&w) ? L4_NIL : w.w1;
}

int
tasks_name(l4_id_t task, const char *name)
{
    struct words w = {TASKS_NAME | l4_task_no(task) << 8, 0, 0};
    name_pack(name, &w.w1, &w.w2);
    return ask(&w);
}

int
tasks_kill(l4_id_t task)
{
    struct words w = {TASKS_KILL, task, 0};
    return ask(&w);
}

int
tasks_priority(l4_id_t task, uint32_t priority)
{
    struct words w = {TASKS_PRIORITY, task, priority};
    return ask(&w);
}

int
tasks_info(uint32_t number, struct task_info *info)
{
    struct words w = {TASKS_INFO, number, 0};
    int error = ask(&w);
    if (error)
        return error;
    info->id = w.w1;
    info->frames = w.w2 >> 16;
    info->priority = w.w2 >> 8 & 0xFF;
    info->restarts = w.w2 & 0xFF;
    w = (struct words){TASKS_NAME_OF, number, 0};
    error = ask(&w);
    if (!error)
        name_unpack(w.w1, w.w2, info->name);
    return error;
}

int
tasks_memory(uint32_t *frames, uint32_t *free_frames)
{
    struct words w = {TASKS_MEMORY, 0, 0};
    int error = ask(&w);
    *frames = w.w1;
    *free_frames = w.w2;
    return error;
}

l4_id_t
tasks_find(const char *name)
{
    struct words w = {TASKS_FIND, 0, 0};
    name_pack(name, &w.w1, &w.w2);
    return ask(&w) ? L4_NIL : w.w1;
}

int
tasks_is_server_name(const char *name)
{
    struct words w = {TASKS_FIND, 0, 0};
    name_pack(name, &w.w1, &w.w2);
    return ask(&w) != ENOENT;
}

int
tasks_ports(uint32_t port, uint32_t log2)
{
    struct words w = {l4_io_fpage(port, log2, 0), 0, 0};
    l4_id_t source;
    uint32_t result = l4_ipc(L4_ROOT, 0, L4_WHOLE_SPACE | L4_RECV_FPAGE, L4_NEVER, &w, &source);
    return !IPC_ERROR(result) && (result & L4_CC_MAPPED) ? 0 : EPERM;
}
