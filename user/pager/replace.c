/*
 * Page replacement. Enter by frame_obtain().
 */
#include "replace.h"
#include "fault.h"
#include "image.h"
#include "swap.h"
#include "task.h"

static uint32_t hand;

/* Each record that names the private frame `f` names its copy from now on. */
static void
move_records(uint32_t f)
{
    uint32_t copy = frames[f].copy;
    for (struct task *t = tasks; t < tasks + TASKS; t++) {
        page_t *record = t->state == TASK_RUNS ? page_find(&t->pages, frames[f].page) : 0;
        if (!record || *record != page_in_frame(f))
            continue;
        if (copy != COPY_ZERO)
            swap_share(copy);
        page_set(&t->pages, record, copy == COPY_ZERO ? PAGE_NOTHING : page_in_slot(copy));
    }
}

/* Frees a private frame that nobody has mapped; its content is elsewhere or goes to the swap disk.
 * 0, or -1 if there is no slot, or the disk refuses; that slot then stays out of use. */
static int
page_out(uint32_t f)
{
    if (frames[f].copy == COPY_NONE) {
        uint32_t slot = swap_take();
        if (slot == NO_SLOT || swap_write(slot, frame_address(f)))
            return -1;
        frames[f].copy = slot;
        pager_counts[PAGER_SWAPPED_OUT]++;
    }
    move_records(f);
    if (frames[f].copy != COPY_ZERO)
        swap_drop(frames[f].copy);
    frame_free(f);
    return 0;
}

static int
evict(uint32_t f)
{
    if (frames[f].use == FRAME_PRIVATE) {
        if (page_out(f))
            return -1;
    } else {
        image_drop(f);
    }
    pager_counts[PAGER_REPLACED]++;
    return 0;
}

static int
may_go(uint32_t f, const struct task *only)
{
    const struct frame *frame = &frames[f];
    if (frame->pinned)
        return 0;
    if (only) {
        page_t *record = frame->use == FRAME_PRIVATE ? page_find(&only->pages, frame->page) : 0;
        return record && *record == page_in_frame(f);
    }
    return frame->use == FRAME_PRIVATE || frame->use == FRAME_IMAGE;
}

int
replace_one(const struct task *only)
{
    /* Once round to take the references away, once more to find what has none. */
    for (uint32_t steps = 2 * frames_all(); steps > 0; steps--) {
        uint32_t f = hand;
        hand = hand + 1 < frames_all() ? hand + 1 : 0;
        if (!may_go(f, only))
            continue;
        if (frames[f].referenced)
            frame_unmap(f);
        else if (evict(f) == 0)
            return 0;
    }
    return -1;
}

uint32_t
frame_obtain(enum frame_use use, const struct task *t)
{
    if (use == FRAME_PRIVATE && t->limit && t->pages.frames >= t->limit && replace_one(t))
        return NO_FRAME;
    if (frames_left() == 0 && replace_one(0))
        return NO_FRAME;
    return frame_take(use);
}
