/*
 * Instructions that a 486 doesn't have are counted, with the first address.
 *
 *@ allow foreign
 *@ expect ideal events.foreign_instructions 3
 */
#include "frame.inc"
main:   movl    $3, %ecx
lb_a:   rdtsc
        movl    %ecx, %edx
lb_b:   decl    %ecx
        jnz     lb_a
        exit
