/*
 * INVLPG after a mapping was changed.
 *
 *@ expect dx50 events.invlpg 80
 *@ window absolute lb_i lb_j
 *@ window register lb_k lb_l
 *@ set tlb=1 tlb_miss=9
 *@ expect ideal windows.absolute.mode 22
 *@ expect ideal windows.absolute.pass.events.tlb_misses 1
 *@ expect ideal windows.register.pass.events.tlb_misses 2
 */
#include "frame.inc"
main:   paging
        movl    $40, %ecx
lb_a:   movl    $0x700007, PAGE_TABLES + 4 * 0x600
lb_i:   invlpg  0x600000
        movl    0x600000, %eax
lb_j:   movl    $0x710007, PAGE_TABLES + 4 * 0x600
        movl    $0x600000, %esi
        .align  16, 0x90
lb_k:   invlpg  (%esi)
        .skip   16, 0x90
        movl    0x600000, %eax
lb_l:
lb_b:   decl    %ecx
        jnz     lb_a
        exit
