/*
 * Accessed and dirty bits: the first store to a page sets its bit.
 */
#include "frame.inc"
main:   paging
        movl    $0x500000, %esi
        movl    $20, %ecx
lb_a:   movl    (%esi), %eax
        movl    %eax, (%esi)
        movl    %eax, 4(%esi)
        addl    $4096, %esi
        decl    %ecx
        jnz     lb_a
lb_b:   exit
