/*
 * Multiplications, divisions, bit scans: operands in memory tell their clocks.
 */
#include "frame.inc"
main:   movl    $60, %ecx
lb_a:   movl    %ecx, 0x500000
        imull   0x500000, %eax
        mull    0x500000
        bsfl    0x500000, %ebx
        bsrl    0x500000, %ebx
        xorl    %edx, %edx
        divl    0x500000
        imull   $1000, %eax, %edx
        rcll    $5, %eax
        rcrl    %cl, 0x500000
        cmpxchgl %eax, 0x500004
        xaddl   %eax, 0x500008
        setc    0x50000c
        enter   $8, $2
        leave
        decl    %ecx
        jnz     lb_a
lb_b:   exit
