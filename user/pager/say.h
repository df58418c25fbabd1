/*
 * Sentences on the console.
 */
#ifndef PAGER_SAY_H
#define PAGER_SAY_H

#include "fault.h"

/* A line, whole: on the console server's console, or the kernel's if there is no such server.
 * Blocks while the console's queue is full. At most 160 characters. */
void say(const char *format, ...) __attribute__((format(__printf__, 1, 2)));

/* What a traced task's fault was, and what was done. */
void say_fault(const struct task *t, uint32_t address, int write, uint32_t eip,
               enum fault_result result, const char *did);

/* Why a fault ends its program. */
void say_end(const struct task *t, uint32_t address, int write, uint32_t eip,
             enum fault_result result);

#endif
