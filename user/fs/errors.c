/*
 * What the ext2 library's errors are called outside. Enter by error_number().
 */
#include "errno.h"
#include "server.h"

static const uint8_t numbers[EXT2_ERRORS] = {
    [EXT2_OK] = 0,
    [EXT2_EIO] = EIO,
    [EXT2_ENOPAGE] = ENOMEM,
    [EXT2_EFORMAT] = ENODEV,
    [EXT2_EDAMAGED] = EIO,
    [EXT2_EREADONLY] = EROFS,
    [EXT2_ENOENT] = ENOENT,
    [EXT2_EEXIST] = EEXIST,
    [EXT2_ENOTDIR] = ENOTDIR,
    [EXT2_EISDIR] = EISDIR,
    [EXT2_ENOTEMPTY] = ENOTEMPTY,
    [EXT2_ENAME] = EINVAL,
    [EXT2_ENOSPC] = ENOSPC,
    [EXT2_ENOINODES] = ENOSPC,
    [EXT2_ERANGE] = EFBIG,
    [EXT2_ETYPE] = EACCES,
    [EXT2_ECYCLE] = EINVAL,
    [EXT2_EBUSY] = EBUSY,
    [EXT2_EOPEN] = ENFILE,
    [EXT2_END] = ENOENT,
};

int
error_number(int ext2_error)
{
    return ext2_error >= 0 && ext2_error < EXT2_ERRORS ? numbers[ext2_error] : EIO;
}
