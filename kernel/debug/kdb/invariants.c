/*
 * When the invariants are checked. Enter by invariants_init().
 *
 * Every way from a user program into the kernel is led past here first: what the last call left
 * behind is looked at before the next one begins. The kernel itself knows nothing of it, and
 * without the word on the command line nothing is changed.
 */
#include "debug/invariants.h"
#include "debug/kdb/invariants_parts.h"
#include "i486/descriptors.h"
#include "i486/trap.h"
#include "ipc/ipc.h"
#include "l4/vectors.h"
#include "lib/mem.h"
#include "space/frames.h"
#include "space/space.h"

#include <stddef.h>

static trap_handler *behind[VECTOR_COUNT];
static uint32_t every, entries;

/* All that is known. The memory is last: it makes use of trees and control blocks. */
static void
check_all(void)
{
    invariants_check_switch();
    invariants_check_threads();
    invariants_check_queues();
    invariants_check_trees();
    invariants_check_frames();
}

void
invariants_enter(void)
{
    invariants_check_thread(current());
    if (++entries % every == 0)
        check_all();
}

static void
led_past(struct trap_frame *f)
{
    if (from_user(f))
        invariants_enter();
    behind[f->vector](f);
}

static uint32_t
parse(const char *s)
{
    uint32_t n = 0;
    for (; *s >= '0' && *s <= '9'; s++)
        n = n * 10 + (uint32_t)(*s - '0');
    return n;
}

void
invariants_init(const char *command_line)
{
    static const uint8_t vectors[] = {VECTOR_PAGE,
                                      L4_INT_FPAGE_UNMAP,
                                      L4_INT_THREAD_SWITCH,
                                      L4_INT_THREAD_SCHEDULE,
                                      L4_INT_LTHREAD_EX_REGS,
                                      L4_INT_TASK_NEW};
    for (const char *s = command_line; *s; s++)
        if ((s == command_line || s[-1] == ' ') && text_starts(s, "invariants="))
            every = parse(s + 11);
    if (!every)
        return;
    for (unsigned i = 0; i < sizeof vectors; i++)
        behind[vectors[i]] = trap_set_handler(vectors[i], led_past);
    gate_set_entry(L4_INT_IPC, (uint32_t)invariants_ipc_entry);
    gate_set_entry(L4_INT_ID_NEAREST, (uint32_t)invariants_nearest_entry);
}

uint32_t
invariants_count(uint32_t task)
{
    check_all();
    return task ? space_at(task % L4_MAX_TASKS)->frames : frames_free_count();
}
