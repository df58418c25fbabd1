/*
 * touch FILE ...: makes files that are not there; those that are count as changed now.
 */
#include "files.h"
#include "stdio.h"
#include "string.h"

static int
touch(const char *path)
{
    uint32_t size;
    int handle = files_open(path, FILES_WRITABLE | FILES_CREATE, NULL, &size);
    if (handle < 0)
        return -handle;
    int error = files_resize(handle, size), at_close = files_close(handle);
    return error ? error : at_close;
}

int
main(int argc, char **argv)
{
    int failed = argc < 2;
    if (failed)
        fprintf(stderr, "touch: which? touch FILE ...\n");
    for (int i = 1; i < argc; i++) {
        int error = touch(argv[i]);
        if (error)
            fprintf(stderr, "touch: %s: %s\n", argv[i], strerror(error));
        failed |= error != 0;
    }
    return failed;
}
