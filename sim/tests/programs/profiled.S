/*
 * Two functions, for the profile: work costs 7 clocks a call, without its CALL: 1 + 1 + RET 5.
 *
 *@ expect ideal labels.lb_a.count 1
 */
#include "frame.inc"
main:
lb_a:   movl    $300, %ecx
1:      call    work
        decl    %ecx
        jnz     1b
        exit

        .globl  work
        .type   work, @function
work:   incl    %eax
        incl    %edx
        ret
        .size   work, . - work
