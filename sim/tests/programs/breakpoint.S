/*
 * INT 3, INTO, BOUND and their handlers.
 *
 *@ expect ideal events.faults 20
 */
#include "frame.inc"
main:   gate    3, handler
        gate    4, handler
        gate    5, bounds
        movl    $10, %ecx
lb_a:   int3
        movl    $0x7fffffff, %eax
        incl    %eax
        into
        xorl    %eax, %eax
        into
        boundl  %ecx, limits
        movl    $99, %edx
lb_b:   boundl  %edx, limits
lb_c:   decl    %ecx
        jnz     lb_a
        exit
handler:
        iret
bounds: addl    $6, (%esp)
        iret
        .data
        .align  8
limits: .long   0, 50
