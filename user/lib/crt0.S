/*
 * The first instructions of a program.
 *
 *   int main(void);
 *
 * The kernel starts a program with registers of no meaning; its stack is in its own data.
 */
#define STACK_SIZE 8192

        .section .text.start, "ax", @progbits
        .globl  _start
_start:
        movl    $first_stack + STACK_SIZE, %esp
        xorl    %ebp, %ebp
        call    main
        call    thread_stop

        .bss
        .p2align 12
first_stack:
        .skip   STACK_SIZE

        .section .note.GNU-stack, "", @progbits
