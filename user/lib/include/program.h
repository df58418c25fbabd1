/*
 * What a program knows of itself.
 */
#ifndef PROGRAM_H
#define PROGRAM_H

#include <stdint.h>

/* The stack pointer that whoever started this program gave it: free to be an argument. sigma0 gets
 * the physical address of the kernel info page; the root task gets 0. */
extern uint32_t start_argument;

/* First address of the program and first one behind it, page-aligned. Set by the linker script. */
extern char program_begin[], program_end[];

#endif
