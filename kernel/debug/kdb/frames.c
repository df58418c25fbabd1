/*
 * Who holds the kernel's memory. Enter by kdb_frames().
 */
#include "debug/console.h"
#include "debug/kdb/commands.h"
#include "i486/layout.h"
#include "space/frames.h"
#include "space/kip.h"
#include "space/space.h"

void
kdb_frames(const char *line)
{
    uint32_t total = (kip->reserved[1].high - kip->reserved[1].low) / PAGE_SIZE;
    uint32_t free = frames_free_count(), tasks = 0;
    for (uint32_t i = 1; i < L4_MAX_TASKS; i++) {
        const struct space *s = space_at(i);
        if (!s->active && !s->frames)
            continue;
        kprintf("task %3u: %5u of at most %u frames%s\n", i, s->frames, s->frame_limit,
                s->active ? "" : ", though it is inactive");
        tasks += s->frames;
    }
    kprintf("kernel  : %5u\nfree    : %5u\nall     : %5u frames of %u bytes\n",
            total - free - tasks, free, total, PAGE_SIZE);
}
