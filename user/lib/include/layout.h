/*
 * Where things lie in the address space of a program that the system started. (sigma0 and the root
 * task lie at physical addresses and use none of it but HEAP.)
 *
 * Each region is demand-zero, its pages appear at the first touch, as many as the program was
 * given; a touch anywhere else ends the program.
 */
#ifndef LAYOUT_H
#define LAYOUT_H

#define PROGRAM_BASE 0x00400000 /* text, data and bss of the program's file */
#define HEAP_BASE    0x10000000 /* malloc */
#define HEAP_END     0x50000000
#define STACK_BASE   0x60000000 /* of thread 0; the page below is never there */
#define STACK_END    0x60100000
#define BUFFER_BASE  0x80000000 /* windows on open files; their pages come from the file server */
#define BUFFER_END   0x88000000
#define WINDOW_BASE  0x90000000 /* where a server lets its clients map pages */
#define WINDOW_END   0x90100000
#define START_PAGE   0xA0000000 /* what the program was started with (start.h), read-only */
#define INFO_PAGE    0xA0001000 /* the kernel info page, read-only */

#endif
