/*
 * The disk server's loop.
 */
#ifndef DISK_SERVE_H
#define DISK_SERVE_H

#include <l4/types.h>

/* Answers requests (disk.h) for ever. The channel is started, its ports are the task's. May a thread
 * ask? `may_ask` says so for each request; it must not wait for a client. NULL: all may. */
void disk_serve(int (*may_ask)(l4_id_t client)) __attribute__((noreturn));

#endif
