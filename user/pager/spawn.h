/*
 * Starting a program from its file.
 */
#ifndef PAGER_SPAWN_H
#define PAGER_SPAWN_H

#include <files.h>
#include <start.h>
#include "task.h"

#define SPAWN_AROUND (3 * 256)

/* What a client sent; none of it was checked. Each text has room for a NUL behind its bytes. */
struct spawn {
    char path[FILES_PATH + 1];
    char arguments[START_TEXT + 1]; /* each with a NUL */
    char around[SPAWN_AROUND + 1];  /* directory, input, output, each with a NUL */
    uint32_t path_bytes, argument_bytes, around_bytes;
    uint32_t append;
};

/* Starts the program for `creator`: 0 and its id in *id, or an error of errno.h, and nothing has
 * changed. Blocks while the file server works. */
int spawn(l4_id_t creator, struct spawn *s, l4_id_t *id);

#endif
