/*
 * What each error means, in words. Enter by strerror().
 */
#include "string.h"
#include "errno.h"

static const struct {
    int number;
    const char *means;
} errors[] = {
    {0, "no error"},
    {EPERM, "this is not permitted"},
    {ENOENT, "there is nothing of this name"},
    {EINTR, "the call was broken off"},
    {EIO, "the device could not read or write it"},
    {ENXIO, "the device has no such address"},
    {E2BIG, "the list of arguments is too long"},
    {ENOEXEC, "this file is no program that can be run here"},
    {EBADF, "this file is not open, or not open for that"},
    {ECHILD, "there is no such child"},
    {EAGAIN, "not now; try again"},
    {ENOMEM, "there is not enough memory"},
    {EACCES, "access is denied"},
    {EFAULT, "the address is not the caller's"},
    {EBUSY, "it is in use"},
    {EEXIST, "the name is taken"},
    {EXDEV, "the two names lie on different devices"},
    {ENODEV, "there is no such device"},
    {ENOTDIR, "this is no directory"},
    {EISDIR, "this is a directory"},
    {EINVAL, "an argument makes no sense"},
    {ENFILE, "the system has too many files open"},
    {EMFILE, "the program has too many files open"},
    {ENOTTY, "this is no terminal"},
    {EFBIG, "the file would grow too large"},
    {ENOSPC, "the disk is full"},
    {ESPIPE, "one cannot move about in this stream"},
    {EROFS, "the disk can only be read"},
    {EMLINK, "the file has too many names"},
    {EPIPE, "nobody is at the other end"},
    {EDOM, "the function has no value there"},
    {ERANGE, "the result has no room in its type"},
    {EDEADLK, "each would wait for the other"},
    {ENAMETOOLONG, "the name is too long"},
    {ENOSYS, "nobody here offers this service"},
    {ENOTEMPTY, "the directory is not empty"},
    {EPROTO, "the answer was none that the protocol knows"},
    {EOVERFLOW, "the value has no room in its type"},
    {ETIMEDOUT, "it took too long"},
};

char *
strerror(int number)
{
    for (unsigned i = 0; i < sizeof errors / sizeof *errors; i++)
        if (errors[i].number == number)
            return (char *)errors[i].means;
    return (char *)"an error without a name";
}
