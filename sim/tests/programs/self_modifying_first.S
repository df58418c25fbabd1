/*
 * The store that hits its own block is the block's first instruction, and the block is a loop.
 *
 *@ expect ideal labels.lb_a.count 30
 */
#include "frame.inc"
main:   movl    $30, %ecx
        jmp     lb_a
        .align  16
lb_a:   movb    %cl, here + 1
        incl    %eax
here:   movb    $0, %bl
        decl    %ecx
        jnz     lb_a
lb_b:   exit
