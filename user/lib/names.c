/*
 * Client stubs of the name server. Enter by names_wait().
 */
#include "names.h"
#include "errno.h"
#include "service.h"
#include "tasks.h"
#include "thread.h"

/* Its id comes from the root task, the only one that cannot die. */
static l4_id_t server;

static int
ask(struct words *w, l4_timeout_t timeouts)
{
    struct words request = *w;
    l4_id_t source;
    for (;;) {
        if (!server)
            server = tasks_find("names");
        if (!server)
            return ENOENT;
        uint32_t result = l4_ipc(server, 0, 0, timeouts, w, &source);
        if (!IPC_ERROR(result))
            return (int)w->w0;
        if (IPC_ERROR(result) != L4_ENOT_EXISTENT)
            return ETIMEDOUT;
        server = L4_NIL; /* it was started again, or is about to be */
        *w = request;
        l4_thread_switch(L4_NIL);
    }
}

static int
ask_name(enum names_op op, const char *name, struct words *w, l4_timeout_t timeouts)
{
    w->w0 = op;
    name_pack(name, &w->w1, &w->w2);
    return ask(w, timeouts);
}

int
names_register(const char *name)
{
    struct words w;
    return ask_name(NAMES_REGISTER, name, &w, L4_NEVER);
}

l4_id_t
names_look_up(const char *name)
{
    struct words w;
    return ask_name(NAMES_LOOK_UP, name, &w, L4_NEVER) ? L4_NIL : w.w1;
}

l4_id_t
names_wait(const char *name, l4_timeout_t timeouts)
{
    struct words w;
    return ask_name(NAMES_WAIT, name, &w, timeouts) ? L4_NIL : w.w1;
}

int
names_list(uint32_t index, char name[9])
{
    struct words w = {NAMES_LIST, index, 0};
    int error = ask(&w, L4_NEVER);
    if (!error)
        name_unpack(w.w1, w.w2, name);
    return error;
}
