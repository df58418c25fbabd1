/*
 * The root task as a server: it creates tasks, because all tasks belong to one clan, its own; it
 * pages the servers of the configuration, and starts them again when they die. Client stubs.
 *
 * Bit 0 of w0 is 1: no page-fault message looks like that, so one thread answers both.
 *
 *   w0                       w1      w2     answer
 *   TASKS_CREATE             EIP     ESP    w1 = id of the new task; the calling thread is its
 *                                           pager. EAGAIN: no task number left, or it
 *                                           has 64 already
 *   TASKS_NAME | task << 8   name           gives one's own creation a name
 *   TASKS_KILL               id      -      ends a task, if its creator or a trusted one asks
 *   TASKS_PRIORITY           id      p      sets its priority, at most TASKS_TOP_PRIORITY
 *   TASKS_INFO               task    -      w1 = id, w2 = frames << 16 | priority << 8 | restarts
 *   TASKS_NAME_OF            task    -      w1, w2 = its name; ENOENT
 *   TASKS_FIND               name           w1 = id of the server of that name; ENOENT: the
 *                                           configuration has none; EPIPE: it does not run
 *   TASKS_MEMORY             -       -      w1 = frames in all, w2 = free ones
 *   TASKS_LOG                8 characters   prints them on the kernel's console (before there is a
 *                                           console server)
 *   TASKS_CRASHED            vector  EIP    the caller's task met an exception: it ends here
 *   TASKS_EXIT               status  -      the caller's task ends
 *   an I/O fpage (bit 0 = 0) -       -      those ports as a mapping, if the configuration allows
 *   1                        1       -      the kernel info page, as from sigma0
 */
#ifndef TASKS_H
#define TASKS_H

#include <l4/types.h>

#define TASKS_TOP_PRIORITY 100

enum tasks_op {
    TASKS_CREATE = 0x11,
    TASKS_NAME = 0x13,
    TASKS_KILL = 0x15,
    TASKS_PRIORITY = 0x17,
    TASKS_INFO = 0x19,
    TASKS_NAME_OF = 0x1B,
    TASKS_FIND = 0x1D,
    TASKS_MEMORY = 0x1F,
    TASKS_LOG = 0x21,
    TASKS_CRASHED = 0x23,
    TASKS_EXIT = 0x25,
};

struct task_info {
    l4_id_t id;
    uint32_t frames, priority, restarts;
    char name[9];
};

/* Creates a task whose thread 0 begins at `eip` with `esp`, with the calling thread as pager.
 * L4_NIL if the root task refuses. */
l4_id_t tasks_create(uint32_t eip, uint32_t esp);

/* Each 0 or an error of errno.h. */
int tasks_name(l4_id_t task, const char *name);
int tasks_kill(l4_id_t task);
int tasks_priority(l4_id_t task, uint32_t priority);
int tasks_info(uint32_t number, struct task_info *info);
int tasks_memory(uint32_t *frames, uint32_t *free_frames);

/* The server that the configuration calls `name`, alive; L4_NIL if there is none. */
l4_id_t tasks_find(const char *name);

/* Does the configuration call a server so, alive or not? */
int tasks_is_server_name(const char *name);

/* The right to 2^log2 I/O ports from `port` on (at least 16). 0 or EPERM. */
int tasks_ports(uint32_t port, uint32_t log2);

#endif
