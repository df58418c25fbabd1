/*
 * What a file system should do, in the simplest way: a tree of nodes in memory. And the comparison
 * of a mounted one with it.
 */
#ifndef FS_TESTS_MODEL_H
#define FS_TESTS_MODEL_H

#include "host.h"

#include <stddef.h>

struct node {
    char name[EXT2_NAME_MAX + 1];
    struct node *parent, *child, *next; /* parent NULL: the root, or without a name */
    int is_directory;
    uint32_t inode; /* of a file; those of directories may change */
    uint32_t opened;
    uint8_t tag; /* 1..15: upper half of each byte that is written to this file */
    uint8_t *data;
    uint32_t size;
};

struct node *model_root(void);
struct node *model_find(const struct node *dir, const char *name);
struct node *model_add(struct node *dir, const char *name, int is_directory);
/* Takes it from its directory; frees it, unless it is open. */
void model_remove(struct node *node);
void model_free(struct node *node); /* with all below it */
void model_resize(struct node *node, uint32_t size);
void model_move(struct node *node, struct node *dir, const char *name);
int model_is_below(const struct node *node, const struct node *top);
/* "/a/b", in `text`. */
void model_path(const struct node *node, char *text, size_t size);
#define PATH_ROOM 4096

/* Calls `visit` for each node of the tree but the root. */
void model_each(struct node *dir, void (*visit)(struct node *node, void *context), void *context);

/* Is the mounted file system exactly the model? 1, or 0 after telling the first difference. */
int model_equals(struct ext2 *fs, const struct node *root);
/* The contents of a file. */
int model_same_contents(struct ext2 *fs, uint32_t inode, const uint8_t *data, uint32_t size);

#endif
