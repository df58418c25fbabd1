/*
 * How the debugger writes threads, waits, times and text in columns.
 */
#ifndef KDB_SHOW_H
#define KDB_SHOW_H

#include "thread/tcb.h"

/* Text, filled up with blanks to `width`. */
void show_text(const char *text, unsigned width);

/* An id as a person writes it: 4.2, interrupt 3, nobody (NIL); filled up to `width`. */
void show_id(l4_id_t id, unsigned width);
void show_thread(const struct tcb *t, unsigned width);

/* A thread's state in one word. */
const char *state_name(const struct tcb *t);

/* What a thread does, as the end of a sentence: "waits for a message from 4.3". */
void show_doing(const struct tcb *t);

/* How long the wait of `t` goes on at most: ", for 10 ms at most"; nothing if that is for ever. */
void show_limit(const struct tcb *t);

/* An address in the kernel with its function's name; without one if it lies in none. */
void show_code(uint32_t eip);

/* Each thread that exists, by number, the idle thread first: the one behind `t`, the first for
 * NULL; NULL at the end. */
struct tcb *thread_after(const struct tcb *t);

#endif
