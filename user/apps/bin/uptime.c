/*
 * uptime: time since the kernel started. The kernel writes it to a page that every program can
 * read: no system call, and nobody is asked.
 */
#include "start.h"
#include "stdio.h"

int
main(void)
{
    uint64_t clock = start_clock();
    uint32_t seconds = (uint32_t)(clock / 1000000), rest = (uint32_t)(clock % 1000000);
    printf("up %u:%02u:%02u.%06u\n", seconds / 3600, seconds / 60 % 60, seconds % 60, rest);
    return 0;
}
