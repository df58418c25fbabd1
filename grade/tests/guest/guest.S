/*
 * Where Multiboot enters, and the header that it looks for.
 */
        .section .multiboot, "a"
        .long   0x1BADB002, 0, -0x1BADB002

        .text
        .globl  _start
_start: movl    $stack_end, %esp
        pushl   %ebx
        call    guest
1:      jmp     1b

        .bss
        .skip   4096
stack_end:
        .section .note.GNU-stack, "", @progbits
