/*
 * Children that touch memory on order and say whether it was there, and that map, accept and unmap
 * pages. They live in the tasks of helper_task() and share the program; a part of their spaces, the
 * window, gets nothing from any pager.
 */
#ifndef PROBE_H
#define PROBE_H

#include <stdint.h>
#include "ipc.h"

#define PROBE_ME L4_NIL /* in `from`: this thread itself */

/* Starts child n (0..7). `begin`, `size`: the window, the same for all children. */
l4_id_t probe_start(uint32_t n, uint32_t begin, uint32_t size);

/* The child reads or writes a word. 1, or 0 if it has no page there with that right. */
int probe_read(l4_id_t child, uint32_t address, uint32_t *value);
int probe_write(l4_id_t child, uint32_t address, uint32_t value);

/* `from` (a child, or PROBE_ME) sends the fpage with this base, and `to` receives it in `window`
 * (an fpage). Returns what the receiver got as result; *sent, if it is not NULL, gets the sender's.
 * */
uint32_t probe_pass(l4_id_t from, l4_id_t to, uint32_t base, l4_fpage_t fpage, l4_fpage_t window,
                    uint32_t *sent);

/* The child calls fpage_unmap. */
void probe_unmap(l4_id_t child, l4_fpage_t fpage, uint32_t mask);

/* The child waits for a message from `from` with this receive descriptor. probe_accepted() fetches
 * its result, and the words in *w. */
void probe_accept(l4_id_t child, l4_id_t from, uint32_t receive);
uint32_t probe_accepted(l4_id_t child, struct words *w);

#endif
