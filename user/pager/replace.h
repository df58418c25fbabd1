/*
 * Page replacement: where a frame comes from when none is free.
 *
 * The clock, or second chance: a hand goes round the frames. The kernel keeps no accessed bits, so
 * "referenced" means: mapped to somebody since the hand was here last. A referenced frame is
 * unmapped and left; if its owner uses it, a fault comes back before the hand does, costs a mapping
 * and nothing else, and the frame is referenced again. A frame that the hand finds unreferenced
 * goes: a changed one is written to the swap disk first, and the records of all who share it name
 * the slot from then on.
 */
#ifndef PAGER_REPLACE_H
#define PAGER_REPLACE_H

#include "frame.h"

struct task;

/*
 * A frame for `use`, whose content is anything; NO_FRAME if every other one is in use, kept or
 * changed, and the swap disk is full. One for a page of `t` (FRAME_PRIVATE) is taken from the same
 * task when it has as many as its limit allows; `t` may be NULL. Records of other pages may change,
 * but no frame is taken that is pinned. May block for the swap disk.
 */
uint32_t frame_obtain(enum frame_use use, const struct task *t);

/* Turns the hand until it has freed a frame: of the task `only`, or anybody's (NULL). 0, or -1 if
 * there is none to free. */
int replace_one(const struct task *only);

#endif
