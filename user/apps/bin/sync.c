/*
 * sync: what was written to files is on the disk when it ends.
 */
#include "files.h"
#include "stdio.h"
#include "string.h"

int
main(void)
{
    int error = files_sync();
    if (error)
        fprintf(stderr, "sync: %s\n", strerror(error));
    return error != 0;
}
