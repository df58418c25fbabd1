/*
 * Paths. Enter by path_resolve().
 */
#include "path.h"
#include "errno.h"
#include "string.h"

/* `length` characters at `to`, an absolute path without a slash at its end ("" is the root), get
 * the parts of `path` appended. The new length, or PATH_SIZE when there is no room. */
static size_t
append(char *to, size_t length, const char *path)
{
    for (;;) {
        while (*path == '/')
            path++;
        if (!*path)
            return length;
        size_t part = 0;
        while (path[part] && path[part] != '/')
            part++;
        if (part == 2 && path[0] == '.' && path[1] == '.') {
            while (length && to[--length] != '/')
                ;
        } else if (part != 1 || path[0] != '.') {
            if (length + part + 2 > PATH_SIZE)
                return PATH_SIZE;
            to[length] = '/';
            memcpy(to + length + 1, path, part);
            length += part + 1;
        }
        path += part;
    }
}

int
path_resolve(const char *directory, const char *path, char to[PATH_SIZE])
{
    size_t length = *path == '/' ? 0 : append(to, 0, directory);
    if (length < PATH_SIZE)
        length = append(to, length, path);
    if (length == PATH_SIZE)
        return ENAMETOOLONG;
    if (!length)
        to[length++] = '/';
    to[length] = 0;
    return 0;
}
