/*
 * The mapping tree of a frame. Enter by mapping_add().
 */
#include "space/mapping.h"

#include <stddef.h>

void
mapping_root(struct mapping *m, uint32_t page, uint32_t task)
{
    m->next = m->previous = NULL;
    m->where = page | task;
    m->depth = 0;
}

void
mapping_add(struct mapping *parent, struct mapping *child, uint32_t page, uint32_t task)
{
    child->where = page | task;
    child->depth = parent->depth + 1;
    child->previous = parent;
    child->next = parent->next;
    if (child->next)
        child->next->previous = child;
    parent->next = child;
}

void
mapping_remove(struct mapping *m)
{
    if (m->previous)
        m->previous->next = m->next;
    if (m->next)
        m->next->previous = m->previous;
    m->next = m->previous = NULL;
}

struct mapping *
mapping_next(const struct mapping *top, const struct mapping *m)
{
    struct mapping *next = m->next;
    return next && next->depth > top->depth ? next : NULL;
}

struct mapping *
mapping_first(const struct mapping *m)
{
    return mapping_next(m, m);
}
