/*
 * Scenes:  scenes IMAGE SCRATCH E2FSCK
 *
 * Each scene is a few changes and a sync that random operations hardly ever make. The power is cut
 * after every single block write of it, and each time `e2fsck -p` must repair the disk without
 * asking.
 */
#include "host.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>

static struct host host;
static const char *scratch, *checker;
static uint32_t cuts;
static int bad;

static void
after_write(struct host *h)
{
    char command[600];
    if (bad)
        return;
    host_save(h, scratch);
    snprintf(command, sizeof command, "%s -p %s >%s.log 2>&1", checker, scratch, scratch);
    int status = system(command);
    cuts++;
    if (WIFEXITED(status) && WEXITSTATUS(status) <= 1)
        return;
    bad = 1;
    snprintf(command, sizeof command, "sed 's/^/    /' %s.log", scratch);
    if (system(command))
        bad = 1;
}

static void
must(int error, const char *what)
{
    if (error) {
        printf("  %s: %s\n", what, ext2_error_text(error));
        bad = 1;
    }
}

static struct ext2 *const fs = &host.fs;

static void
put(const char *path, uint32_t offset, uint32_t size)
{
    static char bytes[100000];
    uint32_t inode, done = 0;
    int error = ext2_lookup(fs, EXT2_ROOT, path, &inode);
    if (error == EXT2_ENOENT)
        error = ext2_create(fs, EXT2_ROOT, path, 0644, &inode);
    memset(bytes, 'x', sizeof bytes);
    if (!error && size)
        error = ext2_write(fs, inode, offset, bytes, size, &done);
    must(error || done != size, path);
}

static void
make(const char *path)
{
    must(ext2_mkdir(fs, EXT2_ROOT, path, 0755, NULL), path);
}

static void
take(const char *path)
{
    must(ext2_unlink(fs, EXT2_ROOT, path), path);
}

static void
move(const char *from, const char *to)
{
    must(ext2_rename(fs, EXT2_ROOT, from, EXT2_ROOT, to), from);
}

static void
cut_to(const char *path, uint32_t size)
{
    uint32_t inode = 0;
    must(ext2_lookup(fs, EXT2_ROOT, path, &inode), path);
    must(ext2_truncate(fs, inode, size), path);
}

static void
sync_now(void)
{
    must(ext2_sync(fs), "sync");
}

/* The blocks of many names of the longest kind: a directory of several blocks. */
static void
many(const char *dir, int count)
{
    char path[400];
    for (int i = 0; i < count; i++) {
        int used = snprintf(path, sizeof path, "%s/%03d", dir, i);
        memset(path + used, 'l', 200);
        path[used + 200] = 0;
        put(path, 0, 0);
    }
}

/* A directory gets the last inode of the last group, its file one of the first: the disk must see
 * the directory first. */
static void
fill_inodes(void)
{
    char path[32];
    make("/a");
    make("/a/last");
    for (int i = 0;; i++) {
        struct ext2_space space;
        ext2_space(fs, &space);
        if (!space.free_inodes)
            break;
        snprintf(path, sizeof path, "/a/last/%d", i);
        put(path, 0, 0);
    }
    take("/a/last/470");
    sync_now();
    make("/a/far"); /* its inode is in the last group, for there is no other */
    sync_now();
    take("/a/last/0");
    take("/a/last/471");
}

static void
child_below_parent(void)
{
    make("/a/far/high");
    put("/a/far/high/child", 0, 5000);
}

/* What was on the disk where an indirect block comes to lie would be read as one, too early. */
static void
prepare_double(void)
{
    for (int i = 0; i < 20; i++)
        put("/junk", (uint32_t)i * 100000, 100000);
    sync_now();
    take("/junk");
    sync_now();
    put("/big", 4 * 1024 * 1024 + 49152 - 20000, 90000);
}

static void
double_indirect(void)
{
    put("/big", 8 * 1024 * 1024 + 49152 - 20000, 90000);
}

static void
prepare_cut(void)
{
    prepare_double();
    double_indirect();
    put("/other", 0, 60000);
}

static void
cut_and_write(void)
{
    cut_to("/big", 50000);
    put("/big", 4 * 1024 * 1024 + 49152, 9000);
    put("/other", 60000, 50000);
    cut_to("/other", 3);
}

static void
prepare_names(void)
{
    make("/d");
    make("/e");
    many("/d", 40);
    put("/d/f", 0, 5000);
    put("/d/g", 0, 6000);
    put("/e/h", 0, 7000);
}

static void
names(void)
{
    move("/d/f", "/e/f");
    move("/e/h", "/d/f"); /* the disk still sees the old /d/f here */
    move("/d/g", "/e/f"); /* replaces it */
    put("/d/g", 0, 8000);
    take("/d/g");
    make("/d/g");
    move("/d/g", "/d/k");
    move("/d/f", "/d/k/f");
}

static void
prepare_tree(void)
{
    make("/t");
    make("/t/u");
    make("/t/u/v");
    make("/t/w");
    make("/to");
    put("/t/1", 0, 5000);
    put("/t/u/2", 0, 5000);
    put("/t/u/v/3", 0, 5000);
    many("/t/w", 25);
}

static void
tree(void)
{
    move("/t", "/to/s");
    must(ext2_rmdir(fs, EXT2_ROOT, "/t") != EXT2_ENOENT, "the old directory is there");
}

static void
remove_tree(void)
{
    take("/t/u/v/3");
    must(ext2_rmdir(fs, EXT2_ROOT, "/t/u/v"), "rmdir");
    take("/t/u/2");
    move("/t/1", "/1");
    must(ext2_rmdir(fs, EXT2_ROOT, "/t/u"), "rmdir");
    make("/t/u");
    put("/t/u/new", 0, 9000);
}

static void
open_orphan(void)
{
    uint32_t inode, done;
    must(ext2_lookup(fs, EXT2_ROOT, "/d/f", &inode), "lookup");
    must(ext2_open(fs, inode), "open");
    take("/d/f");
    sync_now();
    must(ext2_write(fs, inode, 4000, "orphan", 6, &done), "write");
    sync_now();
    must(ext2_close(fs, inode), "close");
}

static void
play(const char *name, const char *image, void (*prepare)(void), void (*act)(void))
{
    host_load(&host, image);
    bad = 0;
    must(host_mount(&host, 64, 0), "mount");
    prepare();
    sync_now();
    cuts = 0;
    host.written = after_write;
    act();
    sync_now();
    must(host_unmount(&host), "unmount");
    host_free(&host);
    if (bad)
        printf("FAIL scene %s: after cut %u\n", name, cuts);
    else
        printf("ok scene %s, %u cuts\n", name, cuts);
}

int
main(int argc, char **argv)
{
    if (argc != 4) {
        printf("usage: scenes IMAGE SCRATCH E2FSCK\n");
        return 2;
    }
    const char *image = argv[1];
    int failed = 0;
    scratch = argv[2];
    checker = argv[3];
    play("a child's inode lies before its parent's", image, fill_inodes, child_below_parent);
    failed |= bad;
    play("a file grows to its double indirect block", image, prepare_double, double_indirect);
    failed |= bad;
    play("a file is cut and grows again", image, prepare_cut, cut_and_write);
    failed |= bad;
    play("names change places", image, prepare_names, names);
    failed |= bad;
    play("a tree moves", image, prepare_tree, tree);
    failed |= bad;
    play("a tree is removed", image, prepare_tree, remove_tree);
    failed |= bad;
    play("an open file without a name", image, prepare_names, open_orphan);
    failed |= bad;
    return failed;
}
