/*
 * The servers' pager: regions as layout.h has them, demand-zero, no page ever taken away. Enter by
 * fault_serve().
 */
#include "root.h"
#include "stdio.h"

/* Regions whose pages are zero at first. HEAP ends where the server's memory does. */
static int
is_zero_region(const struct server *s, uint32_t page)
{
    return (page >= HEAP_BASE && page - HEAP_BASE < s->memory) ||
           (page >= STACK_BASE && page < STACK_END) || (page >= WINDOW_BASE && page < WINDOW_END);
}

/* The frame for a page that the server has not touched before; 0: it may not have one. */
static uint32_t
new_frame(struct server *s, uint32_t page)
{
    uint32_t file_frame, frame;
    int in_file = image_page(s->file, page, &file_frame) == PAGE_COPY;
    if (!in_file && !is_zero_region(s, page))
        return 0;
    frame = server_frame(s, page);
    if (frame && in_file)
        image_fill(s->file, page, (uint8_t *)frame);
    return frame;
}

int
fault_serve(struct task *t, struct words *w)
{
    struct server *s = t->server;
    uint32_t page = w->w0 & L4_PAGE_MASK, write = w->w0 & 2, rights = L4_FPAGE_WRITE;
    uint32_t frame = frame_find(l4_task_no(t->id), page);
    if (page == START_PAGE)
        rights = 0;
    if (!frame && page == INFO_PAGE) {
        frame = (uint32_t)kip;
        rights = 0;
    }
    if (!frame && image_page(s->file, page, &frame) == PAGE_SHARED)
        rights = 0;
    else if (!frame)
        frame = new_frame(s, page);
    if (!frame || (write && !rights)) {
        char why[80];
        snprintf(why, sizeof why, "%s %08x, where it has %s, at eip %08x",
                 write ? "wrote to" : "read from", w->w0 & ~3u, frame ? "no right to" : "no memory",
                 w->w1);
        task_end(t->id, why, 1);
        return 0;
    }
    (void)*(volatile char *)frame; /* what one does not have one cannot map */
    *w = (struct words){page, l4_fpage(frame, L4_LOG2_PAGE, rights), 0};
    return 1;
}
