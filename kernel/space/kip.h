/*
 * The kernel info page: made at boot, read by every program, with the clock that the tick moves on.
 */
#ifndef SPACE_KIP_H
#define SPACE_KIP_H

#include <stdint.h>
#include <l4/kip.h>

extern struct l4_kip *const kip;

/* Fills the page. Ranges are physical; `modules` and `module_count` are those behind the root task.
 */
void kip_init(const char *command_line);

/* Adds a boot module (behind the root task) to the list. Too many, or names too long: left out with
 * a message. */
void kip_add_module(uint32_t begin, uint32_t end, const char *name);

/* Moves the clock on by `us` microseconds. On each tick, interrupts off. */
void kip_advance_clock(uint32_t us);

/* Physical address of the page. */
uint32_t kip_frame(void);

#endif
