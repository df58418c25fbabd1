/*
 * The root task: starts the system from a plain text configuration, and is its servers' pager.
 *
 *   root.c      the loop that answers everything; no other thread
 *   config.c    the configuration's lines
 *   frames.c    all memory, and who has which frame
 *   server.c    tasks and servers: start, death, restart
 *   image.c     a server's ELF file
 *   faults.c    a server's page faults
 *   requests.c  the requests of tasks.h
 */
#ifndef ROOT_H
#define ROOT_H

#include <l4/kip.h>
#include <l4/types.h>
#include "program.h"
#include "start.h"
#include "syscall.h"

#define MAX_SERVERS   16
#define MAX_PORTS     4
#define MAX_ARGUMENTS 128
#define EXTRA_PAGES   20 /* stack, windows and start page, beside what `memory=` gives */
#define MAX_CREATIONS 64
#define FIRST_TASK    5
#define LAST_TASK     254

/* One line of the configuration, and the server that came of it. */
struct server {
    char name[START_NAME + 1];
    uint32_t memory;   /* bytes that it may touch beyond its file */
    int all_memory;    /* `memory=N+`: at least N, and all that is left */
    uint32_t priority; /* 0..255 */
    struct {
        uint32_t first, log2; /* ports, in a block of 16 or more */
    } ports[MAX_PORTS];
    uint32_t restarts_allowed;
    int trusted; /* may end any task */
    char arguments[MAX_ARGUMENTS];

    const uint8_t *file; /* the boot module; NULL: there is none */
    uint32_t file_size;
    l4_id_t id; /* L4_NIL: not running */
    uint32_t restarts;
    uint32_t pages, pages_allowed; /* frames in use */
};

/* Any task, server or not, that exists by our doing. */
struct task {
    l4_id_t id; /* L4_NIL: the number is free */
    l4_id_t creator;
    struct server *server; /* NULL: somebody else is its pager */
    char name[START_NAME + 1];
    uint32_t priority;
};

extern const struct l4_kip *kip;
extern struct server servers[MAX_SERVERS];
extern uint32_t server_count;
extern struct task tasks[L4_MAX_TASKS];

/* --- root.c --- */

/* A line on the kernel's console, whole, whoever else is writing. At most 160 characters. */
void say(const char *format, ...) __attribute__((format(printf, 1, 2)));

/* --- config.c --- */

/* Reads the lines; each mistake is told, with its line, and that server is left out. */
void config_read(const char *text, uint32_t size);

/* --- frames.c --- */

/* Asks sigma0 for all memory and all ports, so that no other task gets any there. */
void frames_init(void);

uint32_t frames_total(void);
uint32_t frames_free(void);

/* The frame of `page` (an address) of a task, or 0. */
uint32_t frame_find(uint32_t task, uint32_t page);

/* A zeroed frame for it; 0 if there is none. It is found by frame_find() from now on. */
uint32_t frame_take(uint32_t task, uint32_t page);

/* Takes all frames of a task back. */
void frames_return(uint32_t task);

/* --- server.c --- */

/* Starts the server; what it lacks is told. 1 if it runs. */
int server_start(struct server *s);

/* A zeroed frame for `page` of the server, out of what was promised to it; 0 if it has had all. */
uint32_t server_frame(struct server *s, uint32_t page);

/* The task has come to its end: it is deleted, with all that it created; a server that did not want
 * to end (`again`) is started again if its line says so. `why` is a sentence's end. */
void task_end(l4_id_t id, const char *why, int again);

/* Creates a task number anew. L4_NIL if none is left. */
l4_id_t task_create(l4_id_t creator, uint32_t eip, uint32_t esp, l4_id_t pager, const char *name,
                    uint32_t priority);

/* The task of that number, or NULL. */
struct task *task_at(l4_id_t id);

void task_set_priority(struct task *t, uint32_t priority);

/* --- image.c --- */

/* An ELF file that can be run: 1; else 0 and the reason. */
int image_check(const uint8_t *file, uint32_t size, const char **reason);
uint32_t image_entry(const uint8_t *file);

/* Pages of its writable segments: they need frames. */
uint32_t image_own_pages(const uint8_t *file);

enum page_kind { PAGE_NONE, PAGE_SHARED, PAGE_COPY };

/* What the file has at a page: PAGE_SHARED, read-only, the file's own frame at *frame; PAGE_COPY,
 * a frame of one's own, into which image_fill() puts the file's bytes. */
enum page_kind image_page(const uint8_t *file, uint32_t page, uint32_t *frame);
void image_fill(const uint8_t *file, uint32_t page, uint8_t *to);

/* --- faults.c --- */

/* A page fault of task `t` (w0 = address and access, w1 = EIP): 1 and a send fpage in *w; 0 if
 * there is no answer, for the task has ended. */
int fault_serve(struct task *t, struct words *w);

/* --- requests.c --- */

/* How a message is answered. */
enum reply { REPLY_NOTHING, REPLY_WORDS, REPLY_MAP };
enum reply request_serve(l4_id_t client, struct words *w);

#endif
