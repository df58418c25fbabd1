/*
 * Segment loads of every kind, and far pointers.
 *
 *@ expect ideal events.segment_loads >200
 */
#include "frame.inc"
main:   movl    $30, %ecx
lb_a:   movl    $SEL_DATA, %eax
        movl    %eax, %ds
        movl    %eax, %es
        pushl   %ds
        popl    %fs
        movw    %ax, %gs
        xorl    %eax, %eax
        movl    %eax, %fs
        lesl    pointer, %edi
        lssl    stack_pointer, %esp
        ljmp    $SEL_CODE, $1f
1:      verr    %ax
        larl    %eax, %ebx
        decl    %ecx
        jnz     lb_a
lb_b:   exit
        .data
        .align  8
pointer: .long  0x500000, SEL_DATA
stack_pointer: .long    kernel_stack, SEL_DATA
