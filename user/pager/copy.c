/*
 * Copy on write: several tasks show one frame, mapped read-only; the first write of each gets it a
 * frame of its own. Who shows a private frame is counted in `sharers`; all show it at the same
 * address. Enter by fault_copy() at a write, by page_share() to begin.
 */
#include "fault.h"
#include "replace.h"
#include "swap.h"
#include <string.h>

enum fault_result
fault_copy(struct task *t, page_t *record, uint32_t address, uint32_t from)
{
    frames[from].pinned++;
    uint32_t f = frame_obtain(FRAME_PRIVATE, t);
    frames[from].pinned--;
    if (f == NO_FRAME)
        return FAULT_MEMORY;
    memcpy(frame_address(f), frame_address(from), L4_PAGE_SIZE);
    if (*record != PAGE_NOTHING)
        page_forget(t, record);
    fault_install(t, record, address, f, COPY_NONE);
    pager_counts[PAGER_COPIED]++;
    return FAULT_MAP;
}

void
frame_leave(uint32_t f)
{
    struct frame *frame = &frames[f];
    if (--frame->sharers > 0)
        return;
    if (frame->copy != COPY_NONE && frame->copy != COPY_ZERO)
        swap_drop(frame->copy);
    frame_free(f);
}

void
page_forget(struct task *t, page_t *record)
{
    page_t page = *record;
    page_set(&t->pages, record, PAGE_NOTHING);
    if ((page & PAGE_KIND) == PAGE_FRAME)
        frame_leave(page_number(page));
    else if ((page & PAGE_KIND) == PAGE_SLOT)
        swap_drop(page_number(page));
}

/* The page has a frame or a slot when this returns FAULT_MAP. */
static enum fault_result
give_content(struct task *t, uint32_t address, page_t **record)
{
    struct fault_page page;
    *record = page_find(&t->pages, address);
    if (*record && **record != PAGE_NOTHING)
        return FAULT_MAP;
    enum fault_result result = fault_resolve(t, address, 1, &page);
    *record = page_find(&t->pages, address);
    return result;
}

/* What `to` sees of its old page must go: it is about to be another. */
static void
hide_old(struct task *to, uint32_t address, page_t record)
{
    if ((record & PAGE_KIND) == PAGE_FRAME)
        frame_unmap(page_number(record));
    else if (record == PAGE_NOTHING)
        image_hide(to->image, address);
}

enum fault_result
page_share(struct task *from, struct task *to, uint32_t address)
{
    page_t *source, *target = fault_record(to, address);
    if (!target)
        return FAULT_MEMORY;
    enum fault_result result = give_content(from, address, &source);
    if (result != FAULT_MAP || *source == *target)
        return result;
    hide_old(to, address, *target);
    page_forget(to, target);
    if ((*source & PAGE_KIND) == PAGE_FRAME) {
        struct frame *frame = &frames[page_number(*source)];
        if (frame->copy == COPY_ZERO)
            frame->copy = COPY_NONE;
        frame->sharers++;
        frame_protect(page_number(*source));
    } else {
        swap_share(page_number(*source));
    }
    page_set(&to->pages, target, *source);
    return FAULT_MAP;
}
