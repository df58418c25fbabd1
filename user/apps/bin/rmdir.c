/*
 * rmdir DIRECTORY ...: removes directories that are empty.
 */
#include "files.h"
#include "stdio.h"
#include "string.h"

int
main(int argc, char **argv)
{
    int failed = argc < 2;
    if (failed)
        fprintf(stderr, "rmdir: which? rmdir DIRECTORY ...\n");
    for (int i = 1; i < argc; i++) {
        int error = files_remove_directory(argv[i]);
        if (error)
            fprintf(stderr, "rmdir: %s: %s\n", argv[i], strerror(error));
        failed |= error != 0;
    }
    return failed;
}
