/*
 * The mapping tree of a frame. Enter by mapping_root() and mapping_add() (in the header).
 */
#include "space/mapping.h"
#include "debug/assert.h"
#include "debug/todo.h"

#include <stddef.h>

void
mapping_root(struct mapping *m, uint32_t page, uint32_t task)
{
//@ex 3.4 mapping tree and unmap
    m->next = m->previous = NULL;
    m->where = page | task;
    m->depth = 0;
//@stub
//:     TODO("3.4");
//@end
}

void
mapping_remove(struct mapping *m)
{
//@ex 3.4 mapping tree and unmap
    ASSERT(!m->previous || m->previous->next == m, "a mapping tree is linked both ways");
    ASSERT(!m->next || m->next->previous == m, "in both directions");
    if (m->previous)
        m->previous->next = m->next;
    if (m->next)
        m->next->previous = m->previous;
    m->next = m->previous = NULL;
//@stub
//:     TODO("3.4");
//@end
}

void
mapping_replace(struct mapping *m, struct mapping *heir, uint32_t page, uint32_t task)
{
//@ex 3.4 mapping tree and unmap
    mapping_add(m, heir, page, task);
    heir->depth = m->depth;
    mapping_remove(m);
//@stub
//:     TODO("3.4");
//@end
}

struct mapping *
mapping_next(const struct mapping *top, const struct mapping *m)
{
//@ex 3.4 mapping tree and unmap
    struct mapping *next = m->next;
    return next && next->depth > top->depth ? next : NULL;
//@stub
//:     TODO("3.4");
//@end
}

struct mapping *
mapping_first(const struct mapping *m)
{
//@ex 3.4 mapping tree and unmap
    return mapping_next(m, m);
//@stub
//:     TODO("3.4");
//@end
}
