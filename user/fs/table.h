/*
 * Open files.
 *
 * A node stands for an inode that somebody has open; all that have it open share it. A handle
 * belongs to a task. Its number is (generation << 8 | index): a restarted server, or a place that
 * is used again, has another generation, so an old handle never means another file.
 */
#ifndef FS_TABLE_H
#define FS_TABLE_H

#include "server.h"

#define TABLE_FILES    128
#define TABLE_NODES    EXT2_OPEN_FILES
#define NODE_RUNS      4
#define WINDOW_NOTHING 0xFFFFFFFFu

struct node {
    uint32_t inode, opens, size;
    int is_directory;
    struct run { /* blocks first .. first + count - 1 of the file lie at `block` and behind it */
        uint32_t first, count, block;
    } run[NODE_RUNS]; /* some that were seen: pages.c */
    uint32_t next_run;
};

struct open_file {
    l4_id_t task;  /* L4_NIL: a free place */
    l4_id_t pager; /* the task that may restore its pages */
    uint32_t handle;
    struct node *node;
    uint32_t window; /* 0: none */
    uint8_t writable;
    uint8_t crowded;            /* another window of the same task may overlap this one */
    uint32_t block[FILES_MANY]; /* of the file, at each page of the window; or WINDOW_NOTHING */
};

/* `generation` differs from that of an earlier life of the server. */
void table_init(uint32_t generation);

/* The task's open file of that handle, NULL if it has none. */
struct open_file *table_find(l4_id_t task, uint32_t handle);

/* A new open file of the task for the inode, its window free of mappings. 0, or EMFILE (the task
 * has too many), ENFILE (there are too many; those of dead tasks are collected first), or an error
 * of the ext2 library as errno.h has it. */
int table_open(l4_id_t task, uint32_t inode, struct open_file **file);

/* Closes it. An error of errno.h is told, the handle is gone all the same. */
int table_close(struct open_file *file);

/* Closes what dead tasks left open. */
void table_collect(void);

/* The next open file of the task behind `after` (NULL: the first), or NULL. */
struct open_file *table_next(l4_id_t task, struct open_file *after);

#endif
