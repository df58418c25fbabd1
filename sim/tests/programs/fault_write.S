/*
 * Write faults: on a page that may only be read, a read-modify-write faults after its read.
 *
 *@ expect ideal events.faults 1
 *@ expect ideal events.invlpg 1
 */
#include "frame.inc"
main:   gate    14, handler
        gate    0x41, leave
        paging
        movl    $0x700005, PAGE_TABLES + 4 * 0x700
        movl    %cr3, %eax
        movl    %eax, %cr3
        user    ring3
ring3:  movl    0x700000, %eax
        movl    %eax, %ebx
lb_a:   incl    0x700000
lb_b:   movl    %eax, 0x700004
        int     $0x41
handler:
        movl    $0x700007, PAGE_TABLES + 4 * 0x700
        invlpg  0x700000
        addl    $4, %esp
        iret
leave:  exit
