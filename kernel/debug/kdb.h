/*
 * The kernel debugger, as the rest of the kernel sees it.
 *
 * The debug build takes it from debug/kdb/. The release build has no debugger: it takes
 * debug/absent/, where each of these functions does nothing.
 *
 * It sleeps until the word `kdb` stands on the kernel's command line. Without that word nothing on
 * the serial line and no user program can stop the machine, and a panic ends it.
 */
#ifndef DEBUG_KDB_H
#define DEBUG_KDB_H

#include "i486/frame.h"

/* The key that stops the machine: Ctrl-\. */
#define KDB_KEY 0x1C

/* Looks for `kdb` on the command line. At boot, when trap handlers are set. */
void kdb_init(const char *command_line);

/* A user's INT 3 that is no console service, with its text or NULL. 1: the debugger had its
 * session, go on behind the INT 3. 0: it sleeps. */
int kdb_breakpoint(struct trap_frame *f, const char *text);

/* A key that has come on the serial line, or -1. The debugger's own key never comes out: it opens a
 * session at `f`. */
int kdb_read_key(struct trap_frame *f);

/* On each timer tick, interrupts off: looks at the serial line for the debugger's key. */
void kdb_tick(struct trap_frame *f);

/* A session in the kernel's last moment; `f` may be NULL. Returns when the person has seen enough.
 */
void kdb_post_mortem(struct trap_frame *f, uint32_t eip, uint32_t ebp);

#endif
