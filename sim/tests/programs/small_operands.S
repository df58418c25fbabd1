/*
 * 16-bit operands and addresses, prefixes, overrides.
 */
#include "frame.inc"
main:   movl    $50, %ecx
lb_a:   movw    $0x1234, %ax
        addw    %ax, 0x500000
        movw    0x500002, %bx
        addr16  movl 0x600, %edx
        movl    %es:0x500004, %esi
        lock
        incl    0x500008
        pushw   %ax
        popw    %dx
        movzwl  %ax, %edi
        cwtd
        decl    %ecx
        jnz     lb_a
lb_b:   exit
