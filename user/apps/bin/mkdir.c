/*
 * mkdir DIRECTORY ...: makes directories.
 */
#include "files.h"
#include "stdio.h"
#include "string.h"

int
main(int argc, char **argv)
{
    int failed = argc < 2;
    if (failed)
        fprintf(stderr, "mkdir: which? mkdir DIRECTORY ...\n");
    for (int i = 1; i < argc; i++) {
        int error = files_make_directory(argv[i]);
        if (error)
            fprintf(stderr, "mkdir: %s: %s\n", argv[i], strerror(error));
        failed |= error != 0;
    }
    return failed;
}
