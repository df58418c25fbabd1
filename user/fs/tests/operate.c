/*
 * One random operation, on the file system and on the model. Enter by run_step(). The model says
 * what must come back; only a full disk it does not know: then nothing may have changed.
 */
#include "operate.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

uint32_t
run_random(struct run *run, uint32_t below)
{
    run->seed ^= run->seed << 13; /* xorshift32 */
    run->seed ^= run->seed >> 17;
    run->seed ^= run->seed << 5;
    return (run->seed >> 4) % below;
}

/* Few names, so that they meet again; some are long, so that directories grow. */
static void
pick_name(struct run *run, char *name)
{
    uint32_t number = run_random(run, 10);
    sprintf(name, "n%u", number);
    if (run_random(run, 4) == 0) {
        uint32_t length = 150 + number * 10 + (number == 9 ? 15 : 0);
        memset(name, 'a' + (int)number, length);
        name[length] = 0;
    }
}

static struct node *
pick_child(struct run *run, const struct node *dir, int directory)
{
    struct node *picked = NULL;
    uint32_t count = 0;
    for (struct node *node = dir->child; node; node = node->next)
        if ((directory < 0 || node->is_directory == directory) && run_random(run, ++count) == 0)
            picked = node;
    return picked;
}

static struct node *
pick_directory(struct run *run)
{
    struct node *dir = run->root;
    for (int depth = 0; depth < 4 && run_random(run, 3); depth++) {
        struct node *child = pick_child(run, dir, 1);
        if (!child)
            break;
        dir = child;
    }
    return dir;
}

/* A path to something: mostly what exists. *node is NULL if it does not. */
static void
pick_path(struct run *run, char *path, struct node **dir, char *name, struct node **node)
{
    *dir = pick_directory(run);
    pick_name(run, name);
    struct node *child = pick_child(run, *dir, -1);
    if (child && run_random(run, 4))
        strcpy(name, child->name);
    *node = model_find(*dir, name);
    model_path(*dir, path, PATH_ROOM);
    sprintf(path + strlen(path), "/%s", name);
}

static struct node *
pick_file(struct run *run)
{
    struct node *node = run->open[run_random(run, OPEN_NODES)];
    if (node && !node->is_directory && run_random(run, 3) == 0)
        return node;
    return pick_child(run, pick_directory(run), 0);
}

static void
count_directory(struct node *node, void *context)
{
    *(uint32_t *)context += node->is_directory != 0;
}

/* Is it true that there was no room? A directory moves with all directories below it. */
static int
no_room(struct run *run, int error)
{
    struct ext2_space space;
    uint32_t directories = 0;
    if (run->moves) {
        directories = 1;
        model_each(run->moves, count_directory, &directories);
    }
    ext2_space(&run->host->fs, &space);
    return (error == EXT2_ENOSPC && space.free_blocks < 5 + 8 * directories) ||
           (error == EXT2_ENOINODES && space.free_inodes < 1 + directories);
}

/* What came back against what should have. -1: it is wrong, and told; 0: refused, as expected or
 * for lack of room; 1: done. */
static int
judge(struct run *run, const char *what, const char *path, int expected, int seen)
{
    if (expected == seen) {
        run->refused += seen != 0;
        return seen == EXT2_OK;
    }
    if (expected == EXT2_OK && no_room(run, seen)) {
        run->full++;
        return 0;
    }
    printf("  operation %u, %s %s: expected \"%s\", seen \"%s\"\n", run->done, what, path,
           ext2_error_text(expected), ext2_error_text(seen));
    return -1;
}

static void
touch(struct run *run, const char *path, const struct node *node)
{
    if (run->touch_path && path)
        run->touch_path(run, path);
    if (run->touch_node && node)
        run->touch_node(run, node);
}

static int
make(struct run *run, int directory)
{
    char path[PATH_ROOM], name[EXT2_NAME_MAX + 1];
    struct node *dir, *node;
    uint32_t inode;
    pick_path(run, path, &dir, name, &node);
    if (node && run_random(run, 4)) {
        pick_name(run, name);
        node = model_find(dir, name);
        model_path(dir, path, sizeof path);
        sprintf(path + strlen(path), "/%s", name);
    }
    touch(run, path, NULL);
    int seen =
        (directory ? ext2_mkdir : ext2_create)(&run->host->fs, EXT2_ROOT, path, 0644, &inode);
    int result =
        judge(run, directory ? "mkdir" : "create", path, node ? EXT2_EEXIST : EXT2_OK, seen);
    if (result == 1)
        model_add(dir, name, directory)->inode = inode;
    return result >= 0;
}

static int
is_open(const struct run *run, const struct node *node)
{
    for (int i = 0; i < OPEN_NODES; i++)
        if (run->open[i] == node)
            return 1;
    return 0;
}

static int
take_away(struct run *run, int directory)
{
    char path[PATH_ROOM], name[EXT2_NAME_MAX + 1];
    struct node *dir, *node;
    pick_path(run, path, &dir, name, &node);
    int expected = !node                             ? EXT2_ENOENT
                   : node->is_directory != directory ? (directory ? EXT2_ENOTDIR : EXT2_EISDIR)
                   : directory && node->child        ? EXT2_ENOTEMPTY
                                                     : EXT2_OK;
    touch(run, path, node);
    int seen = (directory ? ext2_rmdir : ext2_unlink)(&run->host->fs, EXT2_ROOT, path);
    int result = judge(run, directory ? "rmdir" : "unlink", path, expected, seen);
    if (result == 1)
        model_remove(node);
    return result >= 0;
}

static int
rename_expected(struct node *node, struct node *dir, struct node *target)
{
    if (!node)
        return EXT2_ENOENT;
    if (target && target != node) {
        if (!node->is_directory && target->is_directory)
            return EXT2_EISDIR;
        if (node->is_directory && !target->is_directory)
            return EXT2_ENOTDIR;
        if (target->is_directory && target->child)
            return EXT2_ENOTEMPTY;
    }
    return node != target && model_is_below(dir, node) ? EXT2_ECYCLE : EXT2_OK;
}

static int
rename_one(struct run *run)
{
    char old[PATH_ROOM], new[PATH_ROOM], old_name[EXT2_NAME_MAX + 1], name[EXT2_NAME_MAX + 1];
    struct node *old_dir, *dir, *node, *target;
    pick_path(run, old, &old_dir, old_name, &node);
    pick_path(run, new, &dir, name, &target);
    if (run_random(run, 2) && node) {
        pick_name(run, name);
        target = model_find(dir, name);
        model_path(dir, new, sizeof new);
        sprintf(new + strlen(new), "/%s", name);
    }
    touch(run, old, NULL);
    touch(run, new, target == node ? NULL : target);
    int seen = ext2_rename(&run->host->fs, EXT2_ROOT, old, EXT2_ROOT, new);
    run->moves = node && node->is_directory ? node : NULL;
    int result = judge(run, "rename", old, rename_expected(node, dir, target), seen);
    run->moves = NULL;
    if (result == 1 && node != target) {
        if (target)
            model_remove(target);
        model_move(node, dir, name);
    }
    return result >= 0;
}

static void
fill(struct run *run, const struct node *node, uint8_t *bytes, uint32_t size)
{
    for (uint32_t i = 0; i < size; i++)
        bytes[i] = (uint8_t)(node->tag << 4 | run_random(run, 16));
}

static void
touch_file(struct run *run, const struct node *node)
{
    char path[PATH_ROOM];
    model_path(node, path, sizeof path);
    touch(run, node->parent ? path : NULL, node);
}

static int
write_some(struct run *run)
{
    static uint8_t bytes[20000];
    struct node *node = pick_file(run);
    if (!node)
        return 1;
    uint32_t size = 1 + run_random(run, run_random(run, 4) ? 300 : sizeof bytes), done;
    uint32_t offset = run_random(run, run_random(run, 8) ? node->size + 1 : run->big);
    if (run_random(run, 3) == 0)
        offset -= offset % CACHE_PAGE;
    fill(run, node, bytes, size);
    touch_file(run, node);
    int seen = ext2_write(&run->host->fs, node->inode, offset, bytes, size, &done);
    int result = judge(run, "write", node->name, EXT2_OK, seen);
    if (result == 1 && done < size && !no_room(run, EXT2_ENOSPC))
        return judge(run, "short write", node->name, (int)size, (int)done) >= 0;
    if (result == 1) {
        if (offset + done > node->size)
            model_resize(node, offset + done);
        memcpy(node->data + offset, bytes, done);
    }
    return result >= 0;
}

static int
write_page(struct run *run)
{
    struct node *node = pick_file(run);
    struct page *page;
    if (!node || !node->size)
        return 1;
    uint32_t index = run_random(run, (node->size - 1) / CACHE_PAGE + 1);
    touch_file(run, node);
    int seen = ext2_page_write(&run->host->fs, node->inode, index, &page);
    int result = judge(run, "page_write", node->name, EXT2_OK, seen);
    if (result != 1)
        return result >= 0;
    /* The whole page, also what is behind the file's end: nobody may see that later. */
    fill(run, node, page->data, CACHE_PAGE);
    uint32_t size = node->size - index * CACHE_PAGE;
    memcpy(node->data + index * CACHE_PAGE, page->data, size < CACHE_PAGE ? size : CACHE_PAGE);
    cache_put(page);
    return 1;
}

static int
truncate_one(struct run *run)
{
    struct node *node = pick_file(run);
    if (!node)
        return 1;
    uint32_t size = run_random(run, run_random(run, 3) ? node->size + 1 : run->big);
    touch_file(run, node);
    int seen = ext2_truncate(&run->host->fs, node->inode, size);
    int result = judge(run, "truncate", node->name, EXT2_OK, seen);
    if (result == 1)
        model_resize(node, size);
    return result >= 0;
}

static int
open_or_close(struct run *run)
{
    struct node **place = &run->open[run_random(run, OPEN_NODES)], *node = *place;
    if (!node) {
        node = pick_file(run);
        if (!node || is_open(run, node))
            return 1;
        *place = node;
        node->opened = 1;
        return judge(run, "open", node->name, EXT2_OK, ext2_open(&run->host->fs, node->inode)) == 1;
    }
    *place = NULL;
    node->opened = 0;
    int result = judge(run, "close", node->name, EXT2_OK, ext2_close(&run->host->fs, node->inode));
    if (!node->parent)
        model_free(node);
    return result == 1;
}

int
run_close_all(struct run *run)
{
    int good = 1;
    for (int i = 0; i < OPEN_NODES; i++) {
        struct node *node = run->open[i];
        run->open[i] = NULL;
        if (!node)
            continue;
        good &= ext2_close(&run->host->fs, node->inode) == EXT2_OK;
        node->opened = 0;
        if (!node->parent)
            model_free(node);
    }
    return good;
}

static int
read_one(struct run *run)
{
    struct node *node = pick_file(run);
    if (!node || model_same_contents(&run->host->fs, node->inode, node->data, node->size))
        return 1;
    printf("  operation %u, read %s: other contents\n", run->done, node->name);
    return 0;
}

static int
sync_all(struct run *run)
{
    int good = judge(run, "sync", "", EXT2_OK, ext2_sync(&run->host->fs)) == 1;
    if (good && run->synced)
        run->synced(run);
    return good;
}

int
run_step(struct run *run)
{
    uint32_t dice = run_random(run, 100);
    run->done++;
    return dice < 14   ? make(run, 0)
           : dice < 22 ? make(run, 1)
           : dice < 32 ? take_away(run, 0)
           : dice < 37 ? take_away(run, 1)
           : dice < 53 ? rename_one(run)
           : dice < 73 ? write_some(run)
           : dice < 78 ? write_page(run)
           : dice < 84 ? truncate_one(run)
           : dice < 90 ? open_or_close(run)
           : dice < 97 ? read_one(run)
                       : sync_all(run);
}
