/*
 * Stores into code that runs: the next instruction, the same block, a loop.
 *
 *@ expect ideal labels.lb_b.count 40
 */
#include "frame.inc"
main:   movl    $40, %ecx
lb_a:   movl    %ecx, %eax
        movb    %al, patch + 1
        nop
        nop
patch:  movb    $0, %bl
        addb    %bl, %dl
        incb    later + 1
        movl    %edx, 0x500000
later:  movl    $0, %esi
lb_b:   decl    %ecx
        jnz     lb_a
lb_c:   exit
