/*
 * Words and numbers of a command line. Tolerant: any number of blanks, hexadecimal with or without
 * 0x, capitals or not.
 *
 * Each function takes the address of a pointer into the line. It moves the pointer behind what it
 * read, or leaves it and returns 0 if that is not there.
 */
#ifndef KDB_PARSE_H
#define KDB_PARSE_H

#include <stdint.h>
#include "space/space.h"
#include "thread/tcb.h"

/* 1 if nothing but blanks is left. */
int parse_end(const char *s);

/* If the next word is a beginning of `name` (or all of it), at least one letter. */
int parse_prefix(const char **s, const char *name);

/* If the next word is exactly `name`. */
int parse_word(const char **s, const char *name);

/* A decimal number; a hexadecimal one. The whole word must be one. */
int parse_decimal(const char **s, uint32_t *value);
int parse_hex(const char **s, uint32_t *value);

/* An address: hexadecimal, or the name of a kernel function. */
int parse_address(const char **s, uint32_t *value);

/* A thread: task.lthread in decimal, its id in eight hexadecimal digits, or `idle`. *t is NULL if
 * it does not exist. */
int parse_thread(const char **s, struct tcb **t);

/* A thread, or the one that was stopped if nothing stands there. NULL, with a message, if there is
 * none. */
struct tcb *parse_thread_or_stopped(const char **s);

/* A task that has an address space: its number, or that of the stopped thread if nothing stands
 * there. NULL, with a message, if there is none. */
struct space *parse_space_or_stopped(const char **s);

#endif
