/*
 * x87 instructions with operands in memory and in registers.
 */
#include "frame.inc"
main:   fninit
        movl    $40, %ecx
lb_a:   fildl   number
        fldl    half
        fmul    %st(1), %st
        faddl   half
        fstpt   0x500000
        fldt    0x500000
        fsubp
        fistpl  0x500020
        fnstsw  %ax
        fnstcw  0x500030
        fldcw   0x500030
        decl    %ecx
        jnz     lb_a
lb_b:   exit
        .data
        .align  8
half:   .double 0.5
number: .long   7
