/*
 * The tasks whose pager this server is, and those that have ended and whose creator has not asked
 * yet how.
 */
#ifndef PAGER_TASK_H
#define PAGER_TASK_H

#include <l4/types.h>
#include "image.h"
#include "page.h"
#include "region.h"

#define TASKS 64u

enum task_state { TASK_FREE, TASK_RUNS, TASK_ENDED };

struct task {
    enum task_state state;
    l4_id_t id, creator; /* thread 0 of each */
    char name[9];
    int trace;  /* tell each of its faults on the console */
    int status; /* TASK_ENDED: what PAGER_WAIT answers, with `eip` */
    uint32_t eip;
    uint32_t ended_as;  /* TASK_ENDED: the number of its end, the first is 1 */
    l4_id_t waiter;     /* a thread of its creator that waits for its end, or L4_NIL */
    uint32_t limit;     /* frames that it may have at once; 0: no limit */
    uint32_t forwarded; /* its faults that the worker has */
    uint32_t start;     /* the frame of its start page, or NO_FRAME */
    struct image *image;
    struct regions regions;
    struct pages pages;
};

extern struct task tasks[TASKS];

/* The running task that a thread belongs to, or NULL. An id of an earlier task of that number is
 * nobody's. */
struct task *task_of(l4_id_t thread);

/* The running task of that number, or NULL. */
struct task *task_numbered(uint32_t number);

/* The task that the caller started under that id, running or ended, or NULL. */
struct task *task_started_by(l4_id_t caller, l4_id_t id);

/* An entry of tasks[] for a new task, all zeros; NULL if all are running. The oldest ended one that
 * nobody asked about makes room. */
struct task *task_new(void);

/* It runs from now on, under that id. */
void task_runs(struct task *t, l4_id_t id, l4_id_t creator);

/* Takes back all that the task has: frames, slots, its part of the image. */
void task_release(struct task *t);

/* Ends a running task, and what it started, and so on. Its status is told to who waits for it, or
 * kept until its creator asks. */
void task_end(struct task *t, int status, uint32_t eip);

/* Ends all tasks whose creator is gone, or that the root task has deleted. A short system call for
 * each task, so not to be made for every message. */
void task_sweep(void);

/* Frames that it holds: pages, page records, start page. */
uint32_t task_frames(const struct task *t);

#endif
