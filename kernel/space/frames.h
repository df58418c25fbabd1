/*
 * The kernel's own memory: frames for control blocks, page tables and mapping trees.
 *
 * It is set aside at boot (kmem=N on the command line; a quarter of the machine's memory if nothing
 * is said) and never grows. Each frame is charged to the task that made the kernel need it, up to
 * half of all there is, so that one task cannot starve the others. Running out is an error code for
 * the caller.
 */
#ifndef SPACE_FRAMES_H
#define SPACE_FRAMES_H

#include <stddef.h>
#include <stdint.h>

struct space;

/* Hands the physical range [low, high) to the allocator. Once, at boot. */
void frames_init(uint32_t low, uint32_t high);

/* Physical address of a frame of zeros, charged to `payer` (NULL: the kernel itself); 0 if there is
 * none left or the payer's limit is reached. Never blocks. */
uint32_t frame_alloc(struct space *payer);

/* Gives a frame back that `payer` paid. */
void frame_free(struct space *payer, uint32_t phys);

/* Frames that nobody holds: after everything was given back this is the number at start again. */
uint32_t frames_free_count(void);

#endif
