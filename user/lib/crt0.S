/*
 * The first instructions of a program.
 *
 *   int main(void);
 *
 * The stack is in the program's own data; so the stack pointer that a program is started with is
 * free to be an argument, `start_argument` (program.h).
 */
#define STACK_SIZE 8192

        .section .text.start, "ax", @progbits
        .globl  _start
_start:
        movl    %esp, start_argument
        movl    $first_stack + STACK_SIZE, %esp
        xorl    %ebp, %ebp
        call    main
        call    thread_stop

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
