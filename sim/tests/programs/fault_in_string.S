/*
 * A page fault in the middle of REP MOVSL: the passes before it have cost their time.
 *
 *@ expect ideal events.faults 2
 */
#include "frame.inc"
main:   gate    14, handler
        paging
        movl    $0, PAGE_TABLES + 4 * 0x701
        movl    $0, PAGE_TABLES + 4 * 0x711
        movl    %cr3, %eax
        movl    %eax, %cr3
        movl    $0x700f00, %esi
        movl    $0x710f80, %edi
        movl    $256, %ecx
lb_a:   rep     movsl
lb_b:   movl    $0x700ffe, %esi
        movl    (%esi), %eax
lb_c:   exit
handler:
        pushl   %eax
        pushl   %edx
        movl    %cr2, %eax
        movl    %eax, %edx
        shrl    $12, %edx
        andl    $0xfffff000, %eax
        orl     $7, %eax
        movl    %eax, PAGE_TABLES(,%edx,4)
        popl    %edx
        popl    %eax
        addl    $4, %esp
        iret
