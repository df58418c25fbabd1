/*
 * Clans and chiefs: which way a message may go. Enter by ipc_nearest().
 */
#include "ipc/ipc.h"
#include "debug/todo.h"
#include "space/space.h"

void nearest_slow(struct ipc_frame *f);

/* The chief of a task, as a task id; the root task is its own. */
static l4_id_t
chief_of(l4_id_t task)
{
    return space_at(l4_chief_no(task))->task;
}

l4_id_t
ipc_nearest(l4_id_t from, l4_id_t to, enum nearness *type)
{
    if (l4_chief_no(from) == l4_chief_no(to)) {
        *type = SAME_CLAN;
        return to;
    }
    /* Up from the destination: who of its chiefs, or it itself, is in my clan, or am I one of them? */
    *type = INNER_CLAN;
    for (l4_id_t at = to; at != chief_of(at); at = chief_of(at)) {
        if (l4_chief_no(at) == l4_task_no(from) || l4_chief_no(at) == l4_chief_no(from))
            return at;
    }
    *type = OUTSIDE;
    return chief_of(from);
}

/* id_nearest for an id that is not NIL. The answer goes into the control block, where ipc_resume finds it: nearness in
 * `result`, id in `source`, and in `word` the three words that the caller had in EDX, EBX and EDI. */
void
nearest_slow(struct ipc_frame *f)
{
//@ex 1.3 first system call
    struct tcb *me = current();
    enum nearness type;
    me->source = ipc_nearest(me->id, f->partner, &type);
    me->result = type;
    me->word[0] = f->word0;
    me->word[1] = f->word1;
    me->word[2] = f->word2;
//@stub
//:     TODO("1.3");
//@end
}
