/*
 * Demand zero: bss, heap and stack cost a frame for each page that is touched, and none before.
 * Enter by fault_zero().
 */
#include "fault.h"
#include "replace.h"
#include <string.h>

/* A page that was only read is still COPY_ZERO: it need not be written to the swap disk. */
enum fault_result
fault_zero(struct task *t, page_t *record, uint32_t address)
{
    uint32_t f = frame_obtain(FRAME_PRIVATE, t);
    if (f == NO_FRAME)
        return FAULT_MEMORY;
    memset(frame_address(f), 0, L4_PAGE_SIZE);
    fault_install(t, record, address, f, COPY_ZERO);
    pager_counts[PAGER_ZEROED]++;
    return FAULT_MAP;
}
