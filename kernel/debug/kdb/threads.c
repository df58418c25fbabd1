/*
 * The list of all threads. Enter by kdb_threads().
 */
#include "debug/console.h"
#include "debug/kdb/commands.h"
#include "debug/kdb/show.h"

#include <stddef.h>

void
kdb_threads(const char *line)
{
    unsigned count = 0;
    kprintf("thread   id        state      priority  what it does\n");
    for (struct tcb *t = thread_after(NULL); t; t = thread_after(t)) {
        show_thread(t, 9);
        kprintf("%08x  ", t->id);
        show_text(state_name(t), 11);
        kprintf("%8u  ", t->priority);
        show_doing(t);
        show_limit(t);
        kprintf("\n");
        count++;
    }
    kprintf("%u threads\n", count);
}
