/*
 * What the errors mean, in words.
 */
#include "ext2.h"

const char *
ext2_error_text(int error)
{
    static const char *const text[EXT2_ERRORS] = {
        [EXT2_OK] = "no error",
        [EXT2_EIO] = "the disk reports an error",
        [EXT2_ENOPAGE] = "no page of the cache is free; give it more, or unpin some",
        [EXT2_EFORMAT] = "not an ext2 file system that can be mounted",
        [EXT2_EDAMAGED] = "the file system is damaged; run e2fsck",
        [EXT2_EREADONLY] = "the file system is read-only",
        [EXT2_ENOENT] = "no such file or directory",
        [EXT2_EEXIST] = "the name exists already",
        [EXT2_ENOTDIR] = "not a directory",
        [EXT2_EISDIR] = "it is a directory",
        [EXT2_ENOTEMPTY] = "the directory is not empty",
        [EXT2_ENAME] = "not a possible name (1 to 255 bytes, not . or ..)",
        [EXT2_ENOSPC] = "the disk is full",
        [EXT2_ENOINODES] = "the disk can hold no more files",
        [EXT2_ERANGE] = "beyond what a file can be or hold",
        [EXT2_ETYPE] = "neither a file nor a directory",
        [EXT2_ECYCLE] = "a directory cannot move into itself",
        [EXT2_EBUSY] = "it is in use",
        [EXT2_EOPEN] = "too many files are open",
        [EXT2_END] = "no more entries",
    };
    return error >= 0 && error < EXT2_ERRORS ? text[error] : "unknown error";
}
