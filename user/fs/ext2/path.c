/*
 * Paths.
 */
#include "internal.h"

#include <string.h>

int
e2_is_dots(struct name name)
{
    return (name.length == 1 && name.text[0] == '.') ||
           (name.length == 2 && name.text[0] == '.' && name.text[1] == '.');
}

int
e2_check_name(struct name name)
{
    return name.length && name.length <= EXT2_NAME_MAX && !e2_is_dots(name) ? EXT2_OK : EXT2_ENAME;
}

static const char *
skip_slashes(const char *path)
{
    while (*path == '/')
        path++;
    return path;
}

int
e2_walk(struct ext2 *fs, uint32_t dir, const char *path, uint32_t *parent, struct name *last)
{
    *parent = *path == '/' ? EXT2_ROOT : dir;
    path = skip_slashes(path);
    for (;;) {
        *last = (struct name){path, 0};
        while (path[last->length] && path[last->length] != '/')
            last->length++;
        path = skip_slashes(path + last->length);
        if (last->length > EXT2_NAME_MAX)
            return EXT2_ENAME;
        if (!*path)
            return EXT2_OK;
        struct slot slot;
        int error = e2_find(fs, *parent, *last, &slot);
        if (error)
            return error;
        *parent = slot.inode;
    }
}

int
ext2_lookup(struct ext2 *fs, uint32_t dir, const char *path, uint32_t *inode)
{
    struct name last;
    struct slot slot;
    int error = e2_walk(fs, dir, path, inode, &last);
    if (error || !last.length)
        return error;
    error = e2_find(fs, *inode, last, &slot);
    *inode = error ? 0 : slot.inode;
    return error;
}
