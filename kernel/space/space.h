/*
 * Tasks and their address spaces.
 *
 * A task number, 1 to 255, is a right: its chief may create the task. A number whose task is
 * inactive has no address space and no threads. [l4 X.0: task_new]
 */
#ifndef SPACE_SPACE_H
#define SPACE_SPACE_H

#include <stdint.h>
#include <l4/types.h>
#include "i486/paging.h"

struct mapping;

struct io_space; /* io.h */

#define GIGABYTE_SHIFT 30
#define USER_GIGABYTES (KERNEL_BASE >> GIGABYTE_SHIFT)

struct space {
    pte_t *directory;                       /* page directory, as the kernel sees it */
    struct mapping **areas[USER_GIGABYTES]; /* nodes of the mapping trees, see pages.h */
    l4_id_t task;            /* chief, number and version of this incarnation, lthread 0 */
    uint32_t directory_phys; /* page directory, for CR3 */
    uint32_t active;         /* has an address space */
    uint32_t frames;         /* frames of kernel memory charged to this task */
    uint32_t frame_limit;    /* and how many it may have */
    struct io_space *io;     /* NULL: it has no ports */
};

/* The task with this number, 0..255, active or not. */
struct space *space_at(uint32_t number);

/* Gives every task number but sigma0's and the root task's own to the root task, inactive. Once, at
 * boot. */
void spaces_init(uint32_t frame_limit);

/* Makes an empty address space for an inactive task. 1 if done, 0 if there is no memory. Never
 * blocks. */
int space_activate(struct space *s);

/* Unmaps everything of an active task, gives its memory back. No thread of it may be left. */
void space_deactivate(struct space *s);

#endif
