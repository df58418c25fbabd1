/*
 * The mapping tree of a frame: who has it from whom.
 *
 * Recursive address spaces [Liedtke '95, 3.1]: sigma0 has every frame; a page can be mapped on (the
 * tree gets a child), granted (the node moves to another space) and unmapped (a subtree goes). One
 * tree for each frame.
 *
 * The tree is kept as a list in preorder with each node's depth, so that a node's descendants are
 * those behind it with a greater depth: visiting them needs no recursion, however deep tasks pass a
 * page on, and costs in proportion to their number. The file needs no processor;
 * tests/test_mapping.c runs it on the host against a simple model.
 */
#ifndef SPACE_MAPPING_H
#define SPACE_MAPPING_H

#include <stdint.h>
#include "debug/todo.h"

struct mapping {
    struct mapping *next, *previous; /* preorder; NULL at the ends */
    uint32_t where;                  /* virtual page, and in the low bits the task's number */
    uint32_t depth;                  /* 0: sigma0's */
};

_Static_assert(sizeof(void *) != 4 || sizeof(struct mapping) == 16,
               "a mapping fits one cache line");

static inline uint32_t
mapping_page(const struct mapping *m)
{
    return m->where & 0xFFFFF000u;
}

static inline uint32_t
mapping_task(const struct mapping *m)
{
    return m->where & 0xFFu;
}

/* Makes `m` the root of a new tree. */
void mapping_root(struct mapping *m, uint32_t page, uint32_t task);

/* Makes `child` a child of `parent`. */
static inline void
mapping_add(struct mapping *parent, struct mapping *child, uint32_t page, uint32_t task)
{
    TODO("3.4");
}

/* Takes `m` out of its tree. It must have no descendants left. */
void mapping_remove(struct mapping *m);

/* Puts `heir` in the place of `m`, descendants and all: a grant. */
void mapping_replace(struct mapping *m, struct mapping *heir, uint32_t page, uint32_t task);

/* The first descendant of `m` in preorder, or NULL. To visit them all, bottom up or top down:
 * remove it and ask again, or go on with mapping_next(). */
struct mapping *mapping_first(const struct mapping *m);

/* The descendant of `top` that follows `m`, or NULL. */
struct mapping *mapping_next(const struct mapping *top, const struct mapping *m);

#endif
