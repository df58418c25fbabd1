/*
 * Paths.
 */
#ifndef PATH_H
#define PATH_H

#include <stddef.h>

#define PATH_SIZE 256 /* of a path with its NUL */

/* The absolute path of `path`, which is relative to the absolute `directory`, to `to`: without ".",
 * ".." and double slashes. 0, or ENAMETOOLONG. */
int path_resolve(const char *directory, const char *path, char to[PATH_SIZE]);

#endif
