/*
 * Instructions and data across line and page boundaries.
 */
#include "frame.inc"
main:   paging
        movl    $50, %ecx
        jmp     start
        .org    0xffd + 0x0, 0x90
start:  movl    $0x12345678, %eax
lb_a:   movl    0x500ffe, %edx
        movl    %edx, 0x502ffd
        addl    $0x11223344, 0x50100e
        movw    %dx, 0x503fff
        decl    %ecx
        jnz     start
lb_b:   exit
