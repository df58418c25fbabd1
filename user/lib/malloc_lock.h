/*
 * One thread at a time in the heap. For malloc.c.
 */
#ifndef MALLOC_LOCK_H
#define MALLOC_LOCK_H

/* Blocks while another thread of the program is inside. */
void malloc_lock(void);
void malloc_unlock(void);

#endif
