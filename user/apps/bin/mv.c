/*
 * mv FROM TO: gives a file or directory another name; into TO, if that is a directory.
 */
#include "errno.h"
#include "files.h"
#include "stdio.h"
#include "string.h"

int
main(int argc, char **argv)
{
    char path[FILES_PATH + 1];
    struct files_stat s;
    if (argc != 3) {
        fprintf(stderr, "mv: what, and where to? mv FROM TO\n");
        return 2;
    }
    const char *base = strrchr(argv[1], '/');
    int into = !files_stat(argv[2], &s) && s.kind == FILES_IS_DIRECTORY;
    int length = snprintf(path, sizeof path, "%s%s%s", argv[2], into ? "/" : "",
                          !into  ? ""
                          : base ? base + 1
                                 : argv[1]);
    int error = length < (int)sizeof path ? files_rename(argv[1], path) : ENAMETOOLONG;
    if (error)
        fprintf(stderr, "mv: %s to %s: %s\n", argv[1], path, strerror(error));
    return error != 0;
}
