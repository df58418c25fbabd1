/*
 * The regions of a task: what a touch of an address means. No state of its own, no system calls;
 * tests/test_records.c runs it on the host.
 */
#ifndef PAGER_REGION_H
#define PAGER_REGION_H

#include <stdint.h>

#define REGIONS 16

enum region_kind {
    REGION_TEXT,   /* read-only pages of the program's file, shared by all who run it */
    REGION_DATA,   /* the same, copied when they are written to */
    REGION_ZERO,   /* bss, heap, stack: zeros at the first touch */
    REGION_BUFFER, /* windows on open files: the file server knows what is there */
    REGION_START,  /* the start page */
    REGION_INFO,   /* the kernel info page */
};

struct region {
    uint32_t begin, end; /* page-aligned; `end` is the first byte behind */
    enum region_kind kind;
};

struct regions {
    uint32_t count;
    struct region region[REGIONS];
};

/* Adds [begin, end). 0, or -1 if it is not made of pages, overlaps another, or there are too many.
 * An empty region is none, and no error. */
int region_add(struct regions *r, uint32_t begin, uint32_t end, enum region_kind kind);

/* The region that `address` lies in, or NULL: the address is nobody's, a touch is an error. */
const struct region *region_find(const struct regions *r, uint32_t address);

/* May a program write there? */
static inline int
region_writable(const struct region *r)
{
    return r->kind == REGION_DATA || r->kind == REGION_ZERO || r->kind == REGION_BUFFER;
}

/* Are its pages the task's own, once written to? */
static inline int
region_private(const struct region *r)
{
    return r->kind == REGION_DATA || r->kind == REGION_ZERO;
}

#endif
