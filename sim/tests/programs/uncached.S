/*
 * A page with its cache-disable bit, and the frame buffer.
 *
 *@ window one lb_a lb_b
 *@ expect dx50 windows.one.mode 5
 */
#include "frame.inc"
main:   paging
        orl     $0x10, PAGE_TABLES + 4 * 0x600
        movl    %cr3, %eax
        movl    %eax, %cr3
        movl    $30, %ecx
        .align  16
lb_a:   movl    0x600000, %eax
lb_b:   movl    0x600004, %eax
        movl    %eax, 0xb8000
        movl    0xb8000, %eax
lb_c:   decl    %ecx
        jnz     lb_a
        exit
