/*
 * All string instructions, forwards and backwards, with and without repeats.
 */
#include "frame.inc"
main:   paging
        movl    $10, %ebx
lb_a:   movl    $0x500000, %esi
        movl    $0x510000, %edi
        movl    $100, %ecx
        rep     stosb
        movl    $33, %ecx
        rep     movsw
        movl    $50, %ecx
        repe    cmpsb
        movl    $40, %ecx
        repne   scasl
        movl    $7, %ecx
        rep     lodsl
        std
        movl    $64, %ecx
        rep     movsl
        cld
        movsb
        movsl
        cmpsl
        scasb
        stosl
        lodsw
        xorl    %ecx, %ecx
        rep     movsb
        decl    %ebx
        jnz     lb_a
lb_b:   exit
