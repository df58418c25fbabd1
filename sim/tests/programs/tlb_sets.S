/*
 * Four pages of one TLB set fit, a fifth drives one out. A miss costs 9 with the walk's cache left out.
 *
 *@ window four lb_four lb_end
 *@ window five lb_five lb_last
 *@ set tlb=1 tlb_miss=9
 *@ expect ideal windows.four.mode 4
 *@ expect ideal windows.four.first 40
 *@ expect ideal windows.five.pass.events.tlb_misses >3
 */
#include "frame.inc"
main:   paging
        movl    $20, %ecx
        .align  16
lb_four:
        movl    0x504000, %eax
        movl    0x50c000, %eax
        movl    0x514000, %eax
        movl    0x51c000, %eax
lb_end: decl    %ecx
        jnz     lb_four
        movl    $20, %ecx
        .align  16
lb_five:
        movl    0x504000, %eax
        movl    0x50c000, %eax
        movl    0x514000, %eax
        movl    0x51c000, %eax
        movl    0x524000, %eax
lb_last:
        decl    %ecx
        jnz     lb_five
        exit
