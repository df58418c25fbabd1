/*
 * cp FILE TO: copies a file; TO is a directory or the copy's name.
 */
#include "errno.h"
#include "files.h"
#include "stdio.h"
#include "string.h"

static int
complain(const char *path, int error)
{
    fprintf(stderr, "cp: %s: %s\n", path, strerror(error));
    return 1;
}

/* In a directory the copy has the file's name. */
static int
name_copy(const char *from, const char *to, char *path, size_t size)
{
    struct files_stat s;
    const char *base = strrchr(from, '/');
    if (files_stat(to, &s) || s.kind != FILES_IS_DIRECTORY)
        return (size_t)snprintf(path, size, "%s", to) < size;
    return (size_t)snprintf(path, size, "%s/%s", to, base ? base + 1 : from) < size;
}

static int
copy(int in, int out, uint32_t *copied)
{
    static char piece[FILES_COPY];
    int n, written = 0;
    while ((n = files_read(in, *copied, piece, sizeof piece)) > 0) {
        for (int at = 0; at < n; at += written, *copied += (uint32_t)written)
            if ((written = files_write(out, *copied, piece + at, (uint32_t)(n - at))) <= 0)
                return written ? written : -EIO;
    }
    return n;
}

int
main(int argc, char **argv)
{
    char path[FILES_PATH + 1];
    struct files_stat a, b;
    uint32_t copied = 0;
    if (argc != 3) {
        fprintf(stderr, "cp: which file, and where to? cp FILE TO\n");
        return 2;
    }
    if (!name_copy(argv[1], argv[2], path, sizeof path))
        return complain(argv[2], ENAMETOOLONG);
    int error = files_stat(argv[1], &a);
    if (!error && a.kind == FILES_IS_DIRECTORY)
        error = EISDIR;
    if (!error && !files_stat(path, &b) && a.inode == b.inode) {
        fprintf(stderr, "cp: %s and %s are the same file\n", argv[1], path);
        return 1;
    }
    int in = error ? -error : files_open(argv[1], 0, NULL, NULL);
    if (in < 0)
        return complain(argv[1], -in);
    int out = files_open(path, FILES_WRITABLE | FILES_CREATE | FILES_TRUNCATE, NULL, NULL);
    if (out < 0)
        return complain(path, -out);
    int end = copy(in, out, &copied);
    if (end < 0)
        return complain(path, -end);
    error = files_close(out);
    return error ? complain(path, error) : 0;
}
