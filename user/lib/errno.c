/*
 * Why the last function of the C library failed.
 */
#include "errno.h"

int errno;
