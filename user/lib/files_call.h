/*
 * Inside the stubs of the file server: how they call it.
 */
#ifndef FILES_CALL_H
#define FILES_CALL_H

#include "files.h"
#include "message.h"
#include "service.h"

extern struct service files_service;

/* A request that names a handle. The server is not asked first whether it lives: if it does not,
 * the handle is gone, too. 0 with the answer in `w`, or an error (EBADF). */
int files_call(struct words *w);

/* The same with messages. The strings' pages are touched only when one was missing. */
int files_call_message(void *request, void *answer);

/* The absolute path that `path` means, in `room`. Its length, or -error. */
int files_path(const char *path, char room[FILES_PATH + 1]);

/* A request that has a path as its string, or two; only `w0` is said beside it. Answers with what
 * arrived in `answer`, or an error. */
int files_call_path(uint32_t w0, const char *path, const char *second, void *answer);

#endif
