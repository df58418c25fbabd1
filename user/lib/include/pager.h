/*
 * The pager server: it starts programs from files and is their pager, with regions, demand-zero and
 * copy-on-write pages, replacement under a frame limit, and a swap disk. Client stubs.
 *
 * Bit 0 of w0 is 1: no page-fault message looks like that.
 *
 *   w0              further words, strings     answer
 *   PAGER_SPAWN     w1 = 1: append to the      w1 = id of the new task
 *                   output; strings: path;
 *                   arguments (NUL after
 *                   each); directory, input,
 *                   output (NUL after each;
 *                   see start.h)
 *   PAGER_WAIT      w1 = task                  when it has ended: w1 = status (0 to 255, or -1
 *                                              killed, or -2 - vector: an exception at w2 = EIP);
 *                                              EPERM: only its creator; EINTR: another thread
 *                                              of its creator waits now
 *   PAGER_KILL      w1 = task                  EPERM: only its creator
 *   PAGER_EXIT      w1 = status                none: the caller's task ends
 *   PAGER_CRASHED   w1 = vector, w2 = EIP      none: the caller's task met an exception and ends
 *   PAGER_LIMIT     w1 = task, w2 = frames     at most so many frames for its own pages at once
 *                                              (0: no limit; less than 8: 8); EPERM: its creator
 *                                              may, and it itself if it gets fewer by that
 *   PAGER_INFO      w1 = task number           w1 = id, w2 = frames << 16 | pages on the swap disk
 *   PAGER_NAME_OF   w1 = task number           w1, w2 = name
 *   PAGER_MEMORY    -                          w1 = frames in all, w2 = free ones
 *   PAGER_COUNTS    w1 = enum pager_count      w1 = how often
 *   PAGER_TRACE     w1 = 0 or 1                the caller's faults are told on the console
 *   PAGER_SHARE     w1 = task, w2 = send       that task (started by the caller) gets these pages of
 *                   fpage of at most 4 MB      the caller, copied when either writes
 *
 * A program that was started ends when its creator does.
 */
#ifndef PAGER_H
#define PAGER_H

#include <stdint.h>
#include <l4/types.h>

enum pager_op {
    PAGER_SPAWN = 0x31,
    PAGER_WAIT = 0x33,
    PAGER_KILL = 0x35,
    PAGER_LIMIT = 0x37,
    PAGER_INFO = 0x39,
    PAGER_NAME_OF = 0x3B,
    PAGER_MEMORY = 0x3D,
    PAGER_COUNTS = 0x3F,
    PAGER_TRACE = 0x41,
    PAGER_SHARE = 0x43,
    PAGER_CRASHED = 0x23, /* as the root task's, for a program tells its parent, whoever that is */
    PAGER_EXIT = 0x25,
};

enum pager_count {
    PAGER_ZEROED,      /* demand-zero pages */
    PAGER_READ,        /* pages read from files */
    PAGER_COPIED,      /* copies on write */
    PAGER_SWAPPED_OUT, /* pages written to the swap disk */
    PAGER_SWAPPED_IN,
    PAGER_REPLACED,  /* frames taken from a page */
    PAGER_AGAIN,     /* faults on pages that were unmapped only to see whether they are used */
    PAGER_FORWARDED, /* faults in windows on files */
    PAGER_COUNTS_END
};

#define PAGER_KILLED (-1)
#define PAGER_DIED   (-2) /* and below: by an exception */

/* What a program finds around it; the fields of its start page (start.h). Paths are absolute and of
 * at most 255 characters; NULL: the caller's own directory, the console. */
struct pager_around {
    const char *directory, *input, *output;
    int append;
};

/* Starts the program at `path` with arguments argv[0 .. argc - 1]. `around` NULL: all of it NULL.
 * Its id, or L4_NIL with errno set. Blocks while its file is read. */
l4_id_t pager_spawn_with(const char *path, int argc, char *const argv[],
                         const struct pager_around *around);
l4_id_t pager_spawn(const char *path, int argc, char *const argv[]);

/* Blocks until the task ends. Its status: what it gave exit(), 0 to 255; PAGER_KILLED; or
 * PAGER_DIED - v when exception v ended it, at *eip (may be NULL). */
int pager_wait_where(l4_id_t task, uint32_t *eip);
int pager_wait(l4_id_t task);

int pager_kill(l4_id_t task);
int pager_limit(l4_id_t task, uint32_t frames);
int pager_memory(uint32_t *frames, uint32_t *free_frames);
uint32_t pager_count(enum pager_count which);
int pager_trace(int on);

struct pager_info {
    l4_id_t id;
    uint32_t frames, swapped;
    char name[9];
};
int pager_info(uint32_t number, struct pager_info *info);

/* Gives `task` a copy-on-write view of the caller's 2^log2 bytes at `base`, at the same addresses.
 */
int pager_share(l4_id_t task, void *base, uint32_t log2);

#endif
