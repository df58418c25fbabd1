/*
 * Five lines that fall into one set of four ways: every round misses, and four that do not.
 * Round one of the four: 4 clocks, 4 lines of data and 2 of code at 5: 34. Later rounds hit.
 *
 *@ window four lb_four lb_five
 *@ window five lb_five lb_end
 *@ expect dx50 windows.four.mode 4
 *@ expect dx50 windows.four.pass.events.cache_misses 0
 *@ expect dx50 windows.four.first 34
 *@ expect dx50 windows.five.pass.events.cache_misses >3
 */
#include "frame.inc"
main:   movl    $20, %ecx
        .align  16
lb_four:
        movl    0x500000, %eax
        movl    0x500800, %eax
        movl    0x501000, %eax
        movl    0x501800, %eax
lb_five:
        movl    0x500040, %eax
        movl    0x500840, %eax
        movl    0x501040, %eax
        movl    0x501840, %eax
        movl    0x502040, %eax
lb_end: decl    %ecx
        jnz     lb_four
        exit
