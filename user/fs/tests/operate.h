/*
 * Random operations on a mounted file system and its model in step.
 */
#ifndef FS_TESTS_OPERATE_H
#define FS_TESTS_OPERATE_H

#include "model.h"

#define OPEN_NODES 8

struct run {
    struct host *host;
    struct node *root;
    uint32_t seed;
    uint32_t big; /* writes go up to this offset */
    struct node *open[OPEN_NODES];
    struct node *moves;           /* the directory that is being renamed */
    uint32_t done, refused, full; /* operations: all; refused as the model says; for lack of room */
    /* Told before an operation: it may change this name and all below it; the contents or the being
     * there of this node. Either may be NULL. */
    void (*touch_path)(struct run *run, const char *path);
    void (*touch_node)(struct run *run, const struct node *node);
    void (*synced)(struct run *run); /* told after a sync */
    void *context;
};

uint32_t run_random(struct run *run, uint32_t below);

/* One operation. 1, or 0 after telling what is wrong. */
int run_step(struct run *run);

/* Closes what is open. */
int run_close_all(struct run *run);

#endif
