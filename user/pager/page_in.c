/*
 * The way back from the swap disk. Enter by fault_page_in().
 */
#include "fault.h"
#include "replace.h"
#include "swap.h"

/*
 * The frame takes the record's part in the slot over. So if the frame is needed again before
 * anybody writes to the page, nothing has to be written; and where several tasks name the slot,
 * each gets a frame of its own at its fault.
 */
enum fault_result
fault_page_in(struct task *t, page_t *record, uint32_t address)
{
    uint32_t slot = page_number(*record);
    uint32_t f = frame_obtain(FRAME_PRIVATE, t);
    if (f == NO_FRAME)
        return FAULT_MEMORY;
    if (swap_read(slot, frame_address(f))) {
        frame_free(f);
        return FAULT_SWAP;
    }
    fault_install(t, record, address, f, slot);
    pager_counts[PAGER_SWAPPED_IN]++;
    return FAULT_MAP;
}
