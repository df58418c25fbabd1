/*
 * The way back from the swap disk. Enter by fault_page_in().
 */
#include "fault.h"
#include "replace.h"
#include "swap.h"

/*
 * The slot is kept as long as nobody writes to the page: should the frame be needed meanwhile,
 * nothing has to be written. Where several tasks name the slot each gets a frame of its own at its
 * fault.
 */
enum fault_result
fault_page_in(struct task *t, page_t *record, uint32_t address)
{
    uint32_t slot = page_number(*record), copy = slot;
    uint32_t f = frame_obtain(FRAME_PRIVATE, t);
    if (f == NO_FRAME)
        return FAULT_MEMORY;
    if (swap_read(slot, frame_address(f))) {
        frame_free(f);
        return FAULT_SWAP;
    }
    if (swap_names(slot) > 1) {
        swap_drop(slot);
        copy = COPY_NONE;
    }
    fault_install(t, record, address, f, copy);
    pager_counts[PAGER_SWAPPED_IN]++;
    return FAULT_MAP;
}
