/*
 * The first instructions of a program.
 *
 *   int main(int argc, char **argv);
 *
 * The stack pointer that a program is started with is an argument, `start_argument` (program.h). It
 * is the address of the start page in a program of the running system: its stack is a region of its
 * own then, and start_program() (start.c) goes on. sigma0, the root task and the kernel's tests have
 * their stack in their own data.
 */
#include "layout.h"

#define STACK_SIZE 8192

        .section .text.start, "ax", @progbits
        .globl  _start
        .weak   start_program
_start:
        xorl    %ebp, %ebp
        movl    %esp, start_argument
        cmpl    $START_PAGE, %esp
        je      1f
        movl    $first_stack + STACK_SIZE, %esp
        call    main
        call    thread_stop
1:      movl    $STACK_END, %esp
        call    start_program

        .data
        .globl  start_argument
        .p2align 2
start_argument:
        .long   0

        .bss
        .p2align 12
first_stack:
        .skip   STACK_SIZE

        .section .note.GNU-stack, "", @progbits
