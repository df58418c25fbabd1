/*
 * A call gate from ring 3 to ring 0 and RETF back: 69 + 33.
 *
 *@ window call lb_a lb_b
 *@ expect ideal windows.call.mode 102
 *@ expect ideal events.kernel_entries 11
 */
#include "frame.inc"
main:   gate    0x41, leave
        movl    $inner, %eax
        movl    %eax, %ebx
        andl    $0xffff, %eax
        orl     $0x80000, %eax
        movl    %eax, gdt + 0x38
        andl    $0xffff0000, %ebx
        orl     $0xec00, %ebx
        movl    %ebx, gdt + 0x3c
        paging
        user    ring3
ring3:  movl    $10, %ecx
lb_a:   lcall   $SEL_GATE_INNER, $0
lb_b:   decl    %ecx
        jnz     lb_a
        int     $0x41
inner:  lret
leave:  exit
