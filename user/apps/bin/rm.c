/*
 * rm [-r] PATH ...: removes files; with -r also directories and what is in them.
 */
#include "errno.h"
#include "files.h"
#include "stdio.h"
#include "string.h"

static int recursive;

static int remove_path(const char *path);

/* Removes the first entry of a directory that is not itself or its parent. 1; 0 if there was none;
 * -error. The directory is opened anew each time, for its entries move. */
static int
remove_first(const char *directory)
{
    struct files_entry e;
    char path[FILES_PATH + 1];
    uint32_t position = 0;
    int handle = files_open(directory, 0, NULL, NULL), found;
    if (handle < 0)
        return handle;
    do
        found = files_list(handle, &position, &e);
    while (found > 0 && (!strcmp(e.name, ".") || !strcmp(e.name, "..")));
    files_close(handle);
    if (found <= 0)
        return found;
    if (snprintf(path, sizeof path, "%s/%s", directory, e.name) >= (int)sizeof path)
        return -ENAMETOOLONG;
    int error = remove_path(path);
    return error ? -error : 1;
}

static int
remove_directory(const char *path)
{
    int found;
    while ((found = remove_first(path)) > 0)
        ;
    return found < 0 ? -found : files_remove_directory(path);
}

/* 0 or an error; what could not be removed is told where it happened. */
static int
remove_path(const char *path)
{
    struct files_stat s;
    int error = files_stat(path, &s);
    if (!error && s.kind == FILES_IS_DIRECTORY)
        error = recursive ? remove_directory(path) : EISDIR;
    else if (!error)
        error = files_remove(path);
    if (error)
        fprintf(stderr, "rm: %s: %s\n", path, strerror(error));
    return error;
}

int
main(int argc, char **argv)
{
    int failed = 0;
    recursive = argc > 1 && !strcmp(argv[1], "-r");
    if (argc < 2 + recursive) {
        fprintf(stderr, "rm: what? rm [-r] PATH ...\n");
        return 2;
    }
    for (int i = 1 + recursive; i < argc; i++)
        failed |= remove_path(argv[i]) != 0;
    return failed;
}
