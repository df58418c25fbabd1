/*
 * The end of tasks. Enter by kill_task().
 */
#include "shell.h"
#include "errno.h"
#include "pager.h"
#include "stdio.h"
#include "stdlib.h"
#include "string.h"
#include "tasks.h"
#include "thread.h"

/* Programs are the pager server's, which must know of their end. 0 or an error. */
static int
kill_number(uint32_t number)
{
    struct pager_info program;
    struct task_info task;
    if (tasks_find("pager") && !pager_info(number, &program))
        return pager_kill(program.id);
    int error = tasks_info(number, &task);
    return error ? error : tasks_kill(task.id);
}

/* The number of the task of that name, the newest first; 0 if there is none. */
static uint32_t
find_name(const char *name)
{
    struct pager_info program;
    struct task_info task;
    int programs = tasks_find("pager") != L4_NIL;
    for (uint32_t number = L4_MAX_TASKS - 1; number; number--) {
        if (!tasks_info(number, &task) && !strcmp(task.name, name))
            return number;
        if (programs && !pager_info(number, &program) && !strcmp(program.name, name))
            return number;
    }
    return 0;
}

void
kill_task(const char *which)
{
    char *end;
    uint32_t number = (uint32_t)strtoul(which, &end, 10);
    if (*end || end == which)
        number = find_name(which);
    int error = number ? kill_number(number) : ENOENT;
    if (error == ENOENT)
        printf("kill: there is no task %s; ps lists them\n", which);
    else if (error)
        printf("kill: task %s stays: %s\n", which, strerror(error));
    else
        printf("task %u is no more\n", number);
}
