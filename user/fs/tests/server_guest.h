/*
 * The guest's side of the file server's tests: clients with windows, and a pager for them.
 *
 * The program is started by the root task. Its first thread is the pager of tasks that share the
 * program's memory (but not their windows): what is at BUFFER_BASE it has the file server restore.
 */
#ifndef SERVER_GUEST_H
#define SERVER_GUEST_H

#include "errno.h"
#include "files.h"
#include "ipc.h"
#include "layout.h"
#include "stdio.h"
#include "string.h"

#define WINDOW(n) ((uint8_t *)(BUFFER_BASE + (n)*FILES_MANY * FILES_BLOCK))
#define POISON    0xEE /* what a client finds where its pager got no page */

/* What the pager saw; shared by all. */
extern volatile uint32_t restored, refused;
extern volatile int refused_error;

/* A second client: it runs `f` (and A waits for it, or not). */
void other_runs(void (*f)(void));
void other_begins(void (*f)(void));
void other_ends(void); /* waits for what was begun */

/* Kills the second client and makes a new one. */
void other_anew(void);

/* Kills any task: 0 or an error. */
int kill_task(l4_id_t id);

/* Prints a test's line. */
void check(int right, const char *what, uint32_t seen);
#define CHECK(what, wanted, expression)                                                            \
    do {                                                                                           \
        uint32_t seen_ = (uint32_t)(expression);                                                   \
        check(seen_ == (uint32_t)(wanted), what, seen_);                                           \
    } while (0)

/* Returns when there is a file server, however long that takes. */
void wait_for_server(void);

/* The power fails after that time. */
void power_fails(uint32_t milliseconds);

/* Ends the machine. */
void finish(void) __attribute__((noreturn));

/* The modes. */
void scene(void);
void scene_limits(void);
void scene_deaths(void);
/* `cut` of the operations are done (0: never) when the power is about to fail, in `ms`. */
void load(uint32_t seed, uint32_t operations, uint32_t sync_every, uint32_t cut, uint32_t ms);

#endif
