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
    TODO("3.4");
}

void
mapping_remove(struct mapping *m)
{
    TODO("3.4");
}

void
mapping_replace(struct mapping *m, struct mapping *heir, uint32_t page, uint32_t task)
{
    TODO("3.4");
}

struct mapping *
mapping_next(const struct mapping *top, const struct mapping *m)
{
    TODO("3.4");
}

struct mapping *
mapping_first(const struct mapping *m)
{
    TODO("3.4");
}
