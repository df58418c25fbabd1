/*
 * Power cuts:  cut IMAGE SCRATCH SEED CUTS PAGES E2FSCK
 *
 * While random operations run, the power fails after randomly drawn block writes: the disk as it is
 * then goes to the file SCRATCH, `e2fsck -p` repairs it, and it must do so without asking. On what
 * is left, everything that the last sync acknowledged must be: names that no operation touched
 * since, with their contents; and contents that no operation touched, even if their file was
 * renamed. A file that was touched may be old, new or gone, but never holds bytes of another.
 */
#include "operate.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>

/* A file or directory as the last sync acknowledged it. */
struct kept {
    char path[PATH_ROOM];
    int is_directory, touched; /* touched: the contents, or that it is there */
    uint32_t inode;
    uint8_t *data;
    uint32_t size;
    struct kept *next;
};

struct touched {
    char path[PATH_ROOM];
    struct touched *next;
};

static struct host host;
static struct run run;
static struct kept *kept;
static struct touched *touched;
static const char *scratch, *checker;
static uint32_t cuts_left, cuts, spacing, countdown, failed, repaired;

static void
note_path(struct run *r, const char *path)
{
    (void)r;
    struct touched *t = calloc(1, sizeof *t);
    snprintf(t->path, sizeof t->path, "%s", path);
    t->next = touched;
    touched = t;
}

static void
note_node(struct run *r, const struct node *node)
{
    (void)r;
    for (struct kept *k = kept; k; k = k->next)
        if (!k->is_directory && k->inode == node->inode)
            k->touched = 1;
}

static int
is_touched(const char *path)
{
    for (const struct touched *t = touched; t; t = t->next) {
        size_t length = strlen(t->path);
        if (!strncmp(path, t->path, length) && (!path[length] || path[length] == '/'))
            return 1;
    }
    return 0;
}

static void
keep(struct node *node, void *context)
{
    (void)context;
    struct kept *k = calloc(1, sizeof *k);
    model_path(node, k->path, sizeof k->path);
    k->is_directory = node->is_directory;
    k->inode = node->inode;
    k->size = node->size;
    k->data = malloc(node->size + 1);
    if (node->size)
        memcpy(k->data, node->data, node->size);
    k->next = kept;
    kept = k;
}

static void
synced(struct run *r)
{
    while (kept) {
        struct kept *k = kept;
        kept = k->next;
        free(k->data);
        free(k);
    }
    while (touched) {
        struct touched *t = touched;
        touched = t->next;
        free(t);
    }
    model_each(r->root, keep, NULL);
}

static int
wrong(const char *path, const char *what)
{
    printf("  cut %u, after block write %u, operation %u: %s: %s\n", cuts, host.writes, run.done,
           path, what);
    return 0;
}

/* Bytes of one file have the same upper half; a hole has zeros. */
static int
is_pure(struct ext2 *fs, uint32_t inode)
{
    uint8_t bytes[8192], tag = 0;
    uint32_t at = 0, done;
    do {
        if (ext2_read(fs, inode, at, bytes, sizeof bytes, &done))
            return 0;
        for (uint32_t i = 0; i < done; i++) {
            if (!tag)
                tag = bytes[i] >> 4;
            if (bytes[i] && bytes[i] >> 4 != tag)
                return 0;
        }
        at += done;
    } while (done);
    return 1;
}

static struct kept *
kept_inode(uint32_t inode)
{
    for (struct kept *k = kept; k; k = k->next)
        if (!k->is_directory && k->inode == inode)
            return k;
    return NULL;
}

/* Walks what is on the disk; marks in *found, by inode, the kept files whose contents are right. */
static int
check_directory(struct ext2 *fs, uint32_t dir, const char *path, uint8_t *found)
{
    struct ext2_entry entry;
    struct ext2_stat stat;
    char below[PATH_ROOM];
    uint32_t position = 0;
    int error;
    while (!(error = ext2_readdir(fs, dir, &position, &entry))) {
        if (!strcmp(entry.name, ".") || !strcmp(entry.name, ".."))
            continue;
        snprintf(below, sizeof below, "%s/%s", path, entry.name);
        if (!strcmp(below, "/lost+found"))
            continue;
        if (ext2_stat(fs, entry.inode, &stat))
            return wrong(below, "stat refuses");
        int known = is_touched(below);
        for (const struct kept *k = kept; k && !known; k = k->next)
            known = !strcmp(k->path, below);
        if (!known)
            return wrong(below, "is there, but was not made");
        if (stat.type == EXT2_DIRECTORY) {
            if (!check_directory(fs, entry.inode, below, found))
                return 0;
            continue;
        }
        if (!is_pure(fs, entry.inode))
            return wrong(below, "holds bytes of another file");
        const struct kept *k = kept_inode(entry.inode);
        if (k && !k->touched && k->size == stat.size &&
            model_same_contents(fs, entry.inode, k->data, k->size))
            found[entry.inode] = 1;
    }
    return error == EXT2_END ? 1 : wrong(path, ext2_error_text(error));
}

static int
check_kept(struct ext2 *fs, const uint8_t *found)
{
    for (const struct kept *k = kept; k; k = k->next) {
        uint32_t inode;
        if (!k->is_directory && !k->touched && !found[k->inode])
            return wrong(k->path, "its contents are nowhere, though nobody touched them");
        if (is_touched(k->path))
            continue;
        if (ext2_lookup(fs, EXT2_ROOT, k->path, &inode))
            return wrong(k->path, "is not there, though nobody touched it");
        if (!k->is_directory && !k->touched && inode != k->inode)
            return wrong(k->path, "names another file");
    }
    return 1;
}

/* e2fsck's exit status; 0 is clean, 1 repaired. */
static int
repair(void)
{
    char command[600];
    snprintf(command, sizeof command, "%s -p %s >%s.log 2>&1", checker, scratch, scratch);
    int status = system(command);
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

static int
check_cut(void)
{
    static struct host after;
    host_save(&host, scratch);
    int status = repair();
    if (status != 0 && status != 1) {
        char command[600];
        wrong("e2fsck -p", "asks a human being");
        snprintf(command, sizeof command, "sed 's/^/    /' %s.log; cp %s %s.bad", scratch, scratch,
                 scratch);
        return system(command) != 0 && 0;
    }
    repaired += status == 1;
    host_load(&after, scratch);
    int error = host_mount(&after, 64, 1);
    if (error)
        return wrong("mount", ext2_error_text(error));
    uint8_t *found = calloc(1, after.fs.inodes + 1);
    int good = check_directory(&after.fs, EXT2_ROOT, "", found) && check_kept(&after.fs, found);
    free(found);
    host_unmount(&after);
    host_free(&after);
    return good;
}

static uint32_t cut_seed;

/* A generator of its own, so that the cuts do not change the operations. */
static uint32_t
next_distance(void)
{
    cut_seed = cut_seed * 1664525 + 1013904223;
    return 1 + (cut_seed >> 8) % (2 * spacing);
}

static void
after_write(struct host *h)
{
    (void)h;
    if (failed || !cuts_left || --countdown)
        return;
    countdown = next_distance();
    cuts_left--;
    cuts++;
    failed = !check_cut();
}

int
main(int argc, char **argv)
{
    if (argc != 7) {
        printf("usage: cut IMAGE SCRATCH SEED CUTS PAGES E2FSCK\n");
        return 2;
    }
    scratch = argv[2];
    run.seed = cut_seed = (uint32_t)atoi(argv[3]);
    cuts_left = (uint32_t)atoi(argv[4]);
    checker = argv[6];
    spacing = 1 + run.seed % 30;
    host_load(&host, argv[1]);
    host.written = after_write;
    countdown = next_distance();
    run.host = &host;
    run.root = model_root();
    run.big = 300000;
    run.touch_path = note_path;
    run.touch_node = note_node;
    run.synced = synced;
    int error = host_mount(&host, (uint32_t)atoi(argv[5]), 0);
    if (error)
        return !wrong("mount", ext2_error_text(error));
    while (cuts_left && !failed)
        if (!run_step(&run))
            return 1;
    if (failed)
        return 1;
    printf("  %u cuts in %u operations and %u block writes: %u disks repaired, %u clean\n", cuts,
           run.done, host.writes, repaired, cuts - repaired);
    host_drop(&host);
    host_free(&host);
    return 0;
}
