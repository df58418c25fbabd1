/*
 * df: how full the disk is.
 */
#include "files.h"
#include "stdio.h"
#include "string.h"

#define KB (FILES_BLOCK / 1024)

int
main(void)
{
    uint32_t blocks, free_blocks;
    int error = files_space(&blocks, &free_blocks);
    if (error) {
        fprintf(stderr, "df: %s\n", strerror(error));
        return 1;
    }
    printf("%u KB in all, %u KB used, %u KB free\n", blocks * KB, (blocks - free_blocks) * KB,
           free_blocks * KB);
    return 0;
}
