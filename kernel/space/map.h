/*
 * Map, grant and unmap: the three operations on address spaces [Liedtke '95, 3.1].
 */
#ifndef SPACE_MAP_H
#define SPACE_MAP_H

#include <l4/types.h>
#include "i486/trap.h"
#include "space/space.h"

/*
 * Maps or grants what `send` names in `from` to the receive fpage `window` in `to`; `send_base`
 * says where in it. Pages that `from` does not have are left out. Returns L4_OK, or L4_EMAP when
 * `to` has no memory left for page tables or nodes; the pages before stay mapped. Never blocks.
 * Within one space it does nothing.
 */
uint32_t map_fpage(struct space *from, l4_fpage_t send, uint32_t send_base, struct space *to,
                   l4_fpage_t window);

/* The simple case: one page, mapped, not granted, both page tables and a node at hand, nothing
 * there before, and `to` takes whatever it is given. Returns 0 if it is not that; then nothing was
 * changed. Never blocks. */
int map_single_page(struct space *from, l4_fpage_t send, uint32_t send_base, struct space *to);

/* Takes what was derived from `s`'s pages in `fpage` away, or makes it read-only, as `mask` says
 * (L4_UNMAP_*); with L4_UNMAP_FLUSH the pages of `s` themselves, too. Cost is in proportion to the
 * pages and mappings touched. */
void unmap_fpage(struct space *s, l4_fpage_t fpage, uint32_t mask);

/* System call 0x32. */
void sys_fpage_unmap(struct trap_frame *f);

/* Gives sigma0 the frame at the physical address `address` at the same virtual one, as the root of
 * a new tree. Returns 0 if that is not memory that sigma0 may have. */
int sigma0_obtain(uint32_t address);

#endif
