/*
 * CALL and RET of every kind.
 */
#include "frame.inc"
main:   movl    $50, %ecx
lb_a:   call    one
        movl    $one, %eax
        call    *%eax
        call    *pointer
        lcall   $SEL_CODE, $far
        pushl   $7
        call    four
        jmp     *jumper
one:    ret
four:   ret     $4
far:    lret
lb_b:   decl    %ecx
        jnz     lb_a
lb_c:   exit
        .data
pointer: .long  one
jumper: .long   lb_b
