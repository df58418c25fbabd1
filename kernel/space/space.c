/*
 * Tasks and their address spaces. Enter by space_activate().
 */
#include "space/space.h"
#include "space/frames.h"
#include "space/io.h"
#include "space/map.h"
#include "space/pages.h"
#include "debug/assert.h"

static struct space spaces[L4_MAX_TASKS];

struct space *
space_at(uint32_t number)
{
    ASSERT(number < L4_MAX_TASKS, "task numbers are 0 to 255");
    return &spaces[number];
}

void
spaces_init(uint32_t frame_limit)
{
    uint32_t chief = l4_task_no(L4_ROOT) << L4_CHIEF_SHIFT;
    for (uint32_t i = 0; i < L4_MAX_TASKS; i++) {
        spaces[i].task = chief | (i << L4_TASK_SHIFT);
        spaces[i].frame_limit = frame_limit;
    }
    spaces[0].task = L4_NIL;
}

int
space_activate(struct space *s)
{
    ASSERT(!s->active, "only an inactive task gets an address space");
    uint32_t directory = frame_alloc(s);
    if (!directory)
        return 0;
    s->directory_phys = directory;
    s->directory = phys_to_virt(directory);
    paging_share_kernel(s->directory);
    s->active = 1;
    return 1;
}

void
space_deactivate(struct space *s)
{
    ASSERT(s->active, "only an active task has an address space");
    ASSERT(s->directory_phys != read_cr3(), "the processor is in another space than one that goes");
    unmap_fpage(s, L4_WHOLE_SPACE, L4_UNMAP_REMOVE | L4_UNMAP_FLUSH);
    io_unmap(s, L4_WHOLE_SPACE, L4_UNMAP_REMOVE | L4_UNMAP_FLUSH);
    io_release(s);
    page_tables_free(s);
    frame_free(s, s->directory_phys);
    ASSERT(!s->frames && !s->io, "a task that goes has given all its memory back");
    s->active = 0;
    s->directory = 0;
}
