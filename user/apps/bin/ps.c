/*
 * ps: all tasks. Cycles are not there: the kernel counts none.
 *
 * The root task knows the servers, the pager server knows the programs, and the kernel knows the
 * threads: whoever asks with lthread numbers finds them.
 */
#include "pager.h"
#include "stdio.h"
#include "string.h"
#include "syscall.h"
#include "tasks.h"
#include "thread.h"

/* What thread_schedule tells of a thread: bits 19..16. (l4 X.0: thread_schedule) */
static const char *
state_of(l4_id_t id)
{
    static const char *const states[16] = {
        [0x0] = "ready",         [0x4] = "sends",   [0x8] = "receives",
        [0xC] = "waits for any", [0xD] = "in line", [0xF] = "dead",
    };
    struct schedule_state s;
    l4_thread_schedule(id, L4_INVALID, L4_INVALID, &s);
    const char *state = states[s.parameter >> 16 & 0xF];
    return state ? state : "-";
}

static unsigned
threads_of(l4_id_t task)
{
    unsigned threads = 0;
    for (uint32_t n = 0; n < L4_MAX_LTHREADS; n++)
        threads += thread_alive(l4_thread_of(task, n)) != 0;
    return threads;
}

static void
print(l4_id_t id, const char *name, uint32_t priority, uint32_t frames, uint32_t swapped,
      uint32_t restarts)
{
    printf("%4u  %-8s  %7u  %8u  %6u  %7u  %8u  %s\n", l4_task_no(id), name, threads_of(id),
           priority, frames * 4, swapped * 4, restarts, state_of(id));
}

int
main(void)
{
    struct task_info task;
    struct pager_info program;
    printf("task  name      threads  priority  memory  swapped  restarts  thread 0   (KB)\n");
    for (uint32_t number = 1; number < L4_MAX_TASKS; number++) {
        int known = !tasks_info(number, &task);
        if (!pager_info(number, &program))
            print(program.id, program.name, known ? task.priority : 0, program.frames,
                  program.swapped, 0);
        else if (known)
            print(task.id, task.name, task.priority, task.frames, 0, task.restarts);
    }
    return 0;
}
