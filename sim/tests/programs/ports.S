/*
 * Input and output, allowed and through the permission map.
 */
#include "frame.inc"
main:   gate    0x41, leave
        paging
        movw    $0x68, tss + 0x66
        movl    $100, %ebx
        movb    $0x67, gdt + SEL_TSS
        movb    $0x80, %al
lb_a:   outb    %al, $0x80
        inb     $0x61, %al
        movl    $0x80, %edx
        movl    $0x500000, %edi
        movl    $4, %ecx
        rep     insb
        decl    %ebx
        jnz     lb_a
        user    ring3, 0x3002
ring3:  movl    $10, %ebx
lb_b:   outb    %al, $0x80
        decl    %ebx
        jnz     lb_b
        int     $0x41
leave:  exit
