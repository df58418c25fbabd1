/*
 * A user program touches a page that isn't there; the handler maps it and goes back.
 * The fault: 71 + 24; the instruction is run again.
 *
 *@ expect ideal events.faults 2
 *@ expect ideal events.kernel_entries 3
 *@ expect ideal total.causes.entry 261
 *@ expect ideal labels.lb_a.count 2
 */
#include "frame.inc"
main:   gate    14, handler
        gate    0x41, leave
        paging
        movl    $0, PAGE_TABLES + 4 * 0x700
        movl    $0, PAGE_TABLES + 4 * 0x701
        movl    %cr3, %eax
        movl    %eax, %cr3
        user    ring3
ring3:  movl    $5, %ebx
lb_a:   movl    0x700010, %eax
lb_b:   addl    %eax, 0x701ffc
lb_c:   incl    %ecx
        int     $0x41
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
leave:  exit
