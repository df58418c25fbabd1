/*
 * The model: a tree of nodes. Enter by model_root() and model_equals().
 */
#include "model.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct node *
model_root(void)
{
    struct node *root = calloc(1, sizeof *root);
    root->is_directory = 1;
    return root;
}

struct node *
model_find(const struct node *dir, const char *name)
{
    for (struct node *node = dir->child; node; node = node->next)
        if (!strcmp(node->name, name))
            return node;
    return NULL;
}

static void
attach(struct node *node, struct node *dir, const char *name)
{
    snprintf(node->name, sizeof node->name, "%s", name);
    node->parent = dir;
    node->next = dir->child;
    dir->child = node;
}

static void
detach(struct node *node)
{
    struct node **at = &node->parent->child;
    while (*at != node)
        at = &(*at)->next;
    *at = node->next;
    node->parent = NULL;
}

struct node *
model_add(struct node *dir, const char *name, int is_directory)
{
    static uint32_t count;
    struct node *node = calloc(1, sizeof *node);
    node->is_directory = is_directory;
    node->tag = (uint8_t)(1 + count++ % 15);
    attach(node, dir, name);
    return node;
}

void
model_free(struct node *node)
{
    while (node->child) {
        struct node *child = node->child;
        node->child = child->next;
        model_free(child);
    }
    free(node->data);
    free(node);
}

void
model_remove(struct node *node)
{
    detach(node);
    if (!node->opened)
        model_free(node);
}

void
model_resize(struct node *node, uint32_t size)
{
    node->data = realloc(node->data, size ? size : 1);
    if (size > node->size)
        memset(node->data + node->size, 0, size - node->size);
    node->size = size;
}

void
model_move(struct node *node, struct node *dir, const char *name)
{
    detach(node);
    attach(node, dir, name);
}

int
model_is_below(const struct node *node, const struct node *top)
{
    while (node && node != top)
        node = node->parent;
    return node == top;
}

void
model_path(const struct node *node, char *text, size_t size)
{
    if (!node->parent) {
        snprintf(text, size, "%s", "");
        return;
    }
    model_path(node->parent, text, size);
    size_t used = strlen(text);
    snprintf(text + used, size - used, "/%s", node->name);
}

void
model_each(struct node *dir, void (*visit)(struct node *node, void *context), void *context)
{
    for (struct node *node = dir->child; node; node = node->next) {
        visit(node, context);
        model_each(node, visit, context);
    }
}

static int
differ(const struct node *node, const char *what, long expected, long seen)
{
    char path[PATH_ROOM];
    model_path(node, path, sizeof path);
    printf("  %s: %s: expected %ld, seen %ld\n", path, what, expected, seen);
    return 0;
}

int
model_same_contents(struct ext2 *fs, uint32_t inode, const uint8_t *data, uint32_t size)
{
    uint8_t seen[8192];
    for (uint32_t at = 0, done; at < size; at += done) {
        if (ext2_read(fs, inode, at, seen, sizeof seen, &done) || !done)
            return 0;
        if (done > size - at || memcmp(seen, data + at, done))
            return 0;
    }
    return 1;
}

static int
same_node(struct ext2 *fs, const struct node *node, uint32_t inode)
{
    struct ext2_stat stat;
    int error = ext2_stat(fs, inode, &stat);
    if (error)
        return differ(node, "stat", 0, error);
    if (stat.type != (node->is_directory ? EXT2_DIRECTORY : EXT2_FILE))
        return differ(node, "type", node->is_directory, stat.type);
    if (node->is_directory)
        return 1;
    if (stat.inode != node->inode)
        return differ(node, "inode", node->inode, stat.inode);
    if (stat.size != node->size)
        return differ(node, "size", node->size, stat.size);
    return model_same_contents(fs, inode, node->data, node->size) || differ(node, "contents", 0, 1);
}

static int
same_directory(struct ext2 *fs, const struct node *dir, uint32_t inode)
{
    struct ext2_entry entry;
    uint32_t position = 0, seen = 0, dots = 0, wanted = 0;
    int error;
    while (!(error = ext2_readdir(fs, inode, &position, &entry))) {
        if (!strcmp(entry.name, ".") || !strcmp(entry.name, "..")) {
            dots++;
            continue;
        }
        if (!dir->parent && !strcmp(entry.name, "lost+found"))
            continue;
        const struct node *node = model_find(dir, entry.name);
        if (!node)
            return differ(dir, entry.name, 0, entry.inode);
        seen++;
        if (!same_node(fs, node, entry.inode) ||
            (node->is_directory && !same_directory(fs, node, entry.inode)))
            return 0;
    }
    for (const struct node *node = dir->child; node; node = node->next)
        wanted++;
    if (error != EXT2_END)
        return differ(dir, "readdir", EXT2_END, error);
    if (dots != 2)
        return differ(dir, "dots", 2, dots);
    return seen == wanted || differ(dir, "entries", wanted, seen);
}

int
model_equals(struct ext2 *fs, const struct node *root)
{
    return same_directory(fs, root, EXT2_ROOT);
}
