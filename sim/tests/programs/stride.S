/*
 * Reads with a stride that walks through cache sets and TLB sets.
 */
#include "frame.inc"
main:   paging
        movl    $3, %edx
lb_a:   movl    $0x500000, %esi
        movl    $300, %ecx
1:      movl    (%esi), %eax
        addl    $4096 + 64, %esi
        decl    %ecx
        jnz     1b
        decl    %edx
        jnz     lb_a
lb_b:   exit
