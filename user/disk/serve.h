/*
 * The disk server's loop.
 */
#ifndef DISK_SERVE_H
#define DISK_SERVE_H

/* Answers requests (disk.h) for ever. The channel is started, its ports are the task's. */
void disk_serve(void) __attribute__((noreturn));

#endif
