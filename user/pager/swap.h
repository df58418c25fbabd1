/*
 * The swap disk: slots of a page each, and how many page records and frames name each. A slot whose
 * count falls to 0 is free. Reading and writing block the pager's main thread while the disk works:
 * one disk, one queue, and no lock in all of the pager.
 */
#ifndef PAGER_SWAP_H
#define PAGER_SWAP_H

#include <stdint.h>

#define SLOTS_MAX 16384u /* 64 MB */
#define NO_SLOT   0xFFFFFFFFu

/* A free slot, now named once, or NO_SLOT: the disk is full, or there is none. The first call asks
 * the disk server for the size of the disk. */
uint32_t swap_take(void);

/* One more name for a slot; one less. */
void swap_share(uint32_t slot);
void swap_drop(uint32_t slot);
uint32_t swap_names(uint32_t slot);

/* Write a page to a slot, read it. 0 or an error of errno.h. */
int swap_write(uint32_t slot, const void *page);
int swap_read(uint32_t slot, void *page);

/* Slots in use. */
uint32_t swap_used(void);

#endif
