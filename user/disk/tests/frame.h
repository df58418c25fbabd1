/*
 * What the tests of the disk driver have in common. The driver's own code runs in a task of its
 * own, without its main(): this program stands in the root task's place, starts it, gives it the
 * ports, is its pager, and plays its clients.
 *
 * Each block of a drive has contents that follow from its number and a version; run.py makes the
 * drives with version 0, and looks at them afterwards.
 */
#ifndef FRAME_H
#define FRAME_H

#include <l4/types.h>
#include "../../tests/check.h"
#include "disk.h"

/* 4 KB of the caller's, page-aligned. */
extern uint32_t page[1024], other_page[1024];

/* Starts the driver, or kills it and starts it anew. */
void start_driver(void);
extern volatile l4_id_t driver_id;

/* What the driver's pager does when its window has no page: put a page of zeros there, or kill the
 * driver in the middle of the transfer. */
extern volatile int kill_at_fault;
extern volatile uint32_t window_faults;

/* One request. Its error, or 1000 + the error of ipc. `fpage` 0: no page comes with it. */
uint32_t request(uint32_t op, uint32_t block, l4_fpage_t fpage);

/* The usual two: with `page`, writable or read-only. */
uint32_t read_block(uint32_t drive, uint32_t block);
uint32_t write_block(uint32_t drive, uint32_t block, uint32_t version);

void fill(uint32_t *p, uint32_t drive, uint32_t block, uint32_t version);
int is_block(const uint32_t *p, uint32_t drive, uint32_t block, uint32_t version);

/* A word of the kernel's command line: the number behind `name`=, or `otherwise`. */
uint32_t option(const char *name, uint32_t otherwise);

#endif
