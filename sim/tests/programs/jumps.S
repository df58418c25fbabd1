/*
 * Jumps through the stack and through registers: all explained.
 */
#include "frame.inc"
main:   movl    $20, %ecx
lb_a:   pushl   $lb_b
        ret
        nop
lb_b:   movl    $lb_c, (%esp)
        movl    $lb_c, %eax
        jmp     *%eax
        nop
lb_c:   decl    %ecx
        jnz     lb_a
        exit
