/*
 * Page faults. Enter by fault_resolve().
 */
#include "fault.h"
#include "replace.h"
#include "swap.h"
#include <errno.h>
#include <layout.h>
#include <stddef.h>

uint32_t pager_counts[PAGER_COUNTS_END];

page_t *
fault_record(struct task *t, uint32_t address)
{
    page_t *record = page_find(&t->pages, address);
    if (record)
        return record;
    uint32_t table = frame_obtain(FRAME_KEPT, t);
    if (table == NO_FRAME)
        return NULL;
    if (page_add_table(&t->pages, address, table)) {
        frame_free(table);
        return NULL;
    }
    return page_find(&t->pages, address);
}

void
fault_install(struct task *t, page_t *record, uint32_t address, uint32_t f, uint32_t copy)
{
    frames[f].page = address;
    frames[f].sharers = 1;
    frames[f].copy = copy;
    page_set(&t->pages, record, page_in_frame(f));
}

/* A page of the program's file, for reading. */
static enum fault_result
image_for_reading(struct task *t, uint32_t address, struct fault_page *page)
{
    int was_read, error;
    uint32_t f = image_page(t->image, address, &was_read, &error);
    if (f == NO_FRAME)
        return error == ENOMEM ? FAULT_MEMORY : FAULT_FILE;
    page->did = was_read ? "read from its file" : "in memory: mapped";
    if (!was_read && !frames[f].referenced)
        pager_counts[PAGER_AGAIN]++;
    frames[f].referenced = 1;
    page->from = (uint32_t)(uintptr_t)frame_address(f);
    page->writable = 0;
    return FAULT_MAP;
}

/* Gives a private page that is nothing yet its first frame: of zeros, or a copy of the file's. */
static enum fault_result
first_frame(struct task *t, const struct region *r, page_t *record, uint32_t address)
{
    int was_read, error;
    if (r->kind == REGION_ZERO)
        return fault_zero(t, record, address);
    uint32_t f = image_page(t->image, address, &was_read, &error);
    if (f == NO_FRAME)
        return error == ENOMEM ? FAULT_MEMORY : FAULT_FILE;
    return fault_copy(t, record, address, f);
}

/* Brings a private page to a frame; *did says how. */
static enum fault_result
private_frame(struct task *t, const struct region *r, page_t *record, uint32_t address,
              const char **did)
{
    switch (*record & PAGE_KIND) {
    case PAGE_FRAME:
        *did = "in memory: mapped";
        if (!frames[page_number(*record)].referenced) {
            *did = "in memory: still in use, mapped again";
            pager_counts[PAGER_AGAIN]++;
        }
        return FAULT_MAP;
    case PAGE_SLOT:
        *did = "read from the swap disk";
        return fault_page_in(t, record, address);
    default:
        *did = r->kind == REGION_ZERO ? "zeroed" : "copied from its file's page";
        return first_frame(t, r, record, address);
    }
}

/* A frame that is written to is its only copy: whatever the swap disk has is old from now on. */
static void
make_dirty(struct frame *frame)
{
    if (frame->copy != COPY_NONE && frame->copy != COPY_ZERO)
        swap_drop(frame->copy);
    frame->copy = COPY_NONE;
}

/* A page of the task's own. Mapped for reading as long as nobody wrote: the fault of the first
 * write says that the copy on the swap disk is old, or that sharers part. */
static enum fault_result
private_page(struct task *t, const struct region *r, uint32_t address, int write,
             struct fault_page *page)
{
    page_t *record = fault_record(t, address);
    if (!record)
        return FAULT_MEMORY;
    enum fault_result result = private_frame(t, r, record, address, &page->did);
    if (result != FAULT_MAP)
        return result;
    if (write && frames[page_number(*record)].sharers > 1) {
        page->did = "copied";
        result = fault_copy(t, record, address, page_number(*record));
        if (result != FAULT_MAP)
            return result;
    }
    struct frame *frame = &frames[page_number(*record)];
    if (write)
        make_dirty(frame);
    frame->referenced = 1;
    page->from = (uint32_t)(uintptr_t)frame_address(page_number(*record));
    page->writable = frame->copy == COPY_NONE && frame->sharers == 1;
    return FAULT_MAP;
}

/* What every task has of the pager's: its start page, and the kernel info page. */
static enum fault_result
fixed_page(uint32_t from, struct fault_page *page)
{
    *page = (struct fault_page){from, 0, "mapped"};
    return FAULT_MAP;
}

enum fault_result
fault_resolve(struct task *t, uint32_t address, int write, struct fault_page *page)
{
    const struct region *r = region_find(&t->regions, address);
    address &= L4_PAGE_MASK;
    if (!r)
        return FAULT_NOBODYS;
    if (write && !region_writable(r))
        return FAULT_WRITE;
    switch (r->kind) {
    case REGION_BUFFER:
        return FAULT_FORWARD;
    case REGION_START:
        return fixed_page((uint32_t)(uintptr_t)frame_address(t->start), page);
    case REGION_INFO:
        return fixed_page(INFO_PAGE, page);
    case REGION_TEXT:
        return image_for_reading(t, address, page);
    case REGION_DATA: {
        page_t *record = page_find(&t->pages, address);
        if (!write && (!record || *record == PAGE_NOTHING))
            return image_for_reading(t, address, page);
        break;
    }
    default:
        break;
    }
    return private_page(t, r, address, write, page);
}
