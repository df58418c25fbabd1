/*
 * Divide errors: the handler steps over the instruction.
 *
 *@ expect ideal events.faults 40
 */
#include "frame.inc"
main:   gate    0, handler
        movl    $20, %edi
lb_a:   xorl    %edx, %edx
        xorl    %ebx, %ebx
        movl    $7, %eax
        movl    0x500000, %ecx
        divl    %ebx
lb_b:   divl    0x500000
lb_c:   decl    %edi
        jnz     lb_a
        exit
handler:
        pushl   %eax
        pushl   %ebx
        movl    8(%esp), %eax
        movl    $2, %ebx
        cmpb    $0xf3, 1(%eax)
        je      1f
        movl    $6, %ebx
1:      addl    %ebx, %eax
        movl    %eax, 8(%esp)
        popl    %ebx
        popl    %eax
        iret
