/*
 * mem: who has which part of the memory, from the top down: the root task gives to the servers, the
 * pager server gives its share to the programs, the file server keeps blocks of files in its.
 */
#include "files.h"
#include "pager.h"
#include "stdio.h"
#include "tasks.h"

#define KB(frames) ((frames)*4)

static void
print_servers(void)
{
    struct task_info task;
    uint32_t all, free_frames;
    tasks_memory(&all, &free_frames);
    printf("%7u KB  all that sigma0 gave the root task\n", KB(all));
    printf("%7u KB  of it free\n", KB(free_frames));
    for (uint32_t number = 1; number < L4_MAX_TASKS; number++)
        if (!tasks_info(number, &task) && task.frames)
            printf("%7u KB  server %s\n", KB(task.frames), task.name);
}

static void
print_programs(void)
{
    struct pager_info program;
    uint32_t all, free_frames;
    if (pager_memory(&all, &free_frames))
        return;
    printf("The pager server's share:\n%7u KB  for programs\n%7u KB  of it free\n", KB(all),
           KB(free_frames));
    for (uint32_t number = 1; number < L4_MAX_TASKS; number++)
        if (!pager_info(number, &program))
            printf("%7u KB  program %s, and %u KB on the swap disk\n", KB(program.frames),
                   program.name, KB(program.swapped));
    printf("Since its start: %u pages zeroed, %u read from files, %u copied on a write,\n"
           "  %u written to the swap disk and %u read back\n",
           pager_count(PAGER_ZEROED), pager_count(PAGER_READ), pager_count(PAGER_COPIED),
           pager_count(PAGER_SWAPPED_OUT), pager_count(PAGER_SWAPPED_IN));
}

int
main(void)
{
    uint32_t pages, mapped, changed;
    print_servers();
    print_programs();
    if (!files_cache(&pages, &mapped, &changed))
        printf("The file server's cache:\n%7u KB  blocks of files, %u KB of them in windows of "
               "programs, "
               "%u KB not yet on the disk\n",
               KB(pages), KB(mapped), KB(changed));
    return 0;
}
