/*
 * The file server: what its files share.
 *
 *   main.c       starts the server, takes requests, writes back when it is time
 *   requests.c   which operation is which function
 *   table.c      open files: handles, their owners, and the nodes (inodes) that they stand for
 *   pages.c      a file's pages, and where they are on the disk
 *   windows.c    mapping: map, remap, restore, take back
 *   copying.c    reading and writing by strings
 *   paths.c      operations on names
 *   mend.c, look.c  the look at a file system that was not left clean
 *   device.c     what the ext2 library sees of the world: disk, demap, time
 *
 * One thread answers all requests, one after the other, and trusts nothing that a client says.
 */
#ifndef FS_SERVER_H
#define FS_SERVER_H

#include "cache.h"
#include "ext2/ext2.h"
#include "files.h"
#include "message.h"

extern struct ext2 fs;
extern struct cache cache;

/* A request as it arrived. Room for four dwords and one string. */
struct request {
    l4_id_t client; /* the thread */
    l4_id_t task;   /* its task: the thread's id with lthread 0 */
    uint32_t word[3];
    uint32_t words;   /* dwords that came */
    const char *text; /* the string that came; a NUL stands behind it */
    uint32_t length;  /* its bytes; 0 also where none came */
    uint32_t fourth;  /* dword 3; 0 if it did not come */
};

/*
 * The answer. An operation fills it in by one of the functions below; until then it is "0, 0, 0" in
 * registers.
 */
#define ANSWER_WORDS   (2 * FILES_MANY + 4)
#define ANSWER_STRINGS (FILES_MANY + 1)
struct answer {
    MESSAGE(ANSWER_WORDS, ANSWER_STRINGS) m;
    uint32_t send; /* send descriptor, as ipc wants it */
};

/* Three words in registers. */
void answer_words(struct answer *a, uint32_t w0, uint32_t w1, uint32_t w2);

/* `words` dwords of a->m.dword and what strings were added to a->m; `map` 0 or L4_SEND_MAP. */
void answer_message(struct answer *a, uint32_t words, uint32_t map);

/* An operation returns 0 with the answer filled in (or left alone), or an error of errno.h, which
 * is then the whole answer. */
typedef int operation(const struct request *q, struct answer *a);

operation op_open, op_close, op_map, op_map_many, op_read, op_write, op_resize, op_stat, op_list,
    op_make_directory, op_remove, op_remove_directory, op_rename, op_sync, op_space, op_cache,
    op_restore;

/* Does what the request asks for. Never fails: an error is an answer. */
void serve(const struct request *q, struct answer *a);

/* The errno.h number of an error of the ext2 library. */
int error_number(int ext2_error);

/* All changes to the disk's medium: 0 or an error of errno.h. */
int write_back(void);

/* Does anything differ from the disk? */
int something_changed(void);

#endif
