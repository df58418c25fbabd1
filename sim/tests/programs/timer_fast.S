/*
 * A timer so fast that it cuts blocks everywhere.
 *
 *@ window round lb_a lb_b
 */
#include "frame.inc"
main:   gate    0x20, handler
        call    pic
        movb    $0x34, %al
        outb    %al, $0x43
        movb    $12, %al
        outb    %al, $0x40
        xorb    %al, %al
        outb    %al, $0x40
        sti
        movl    $5000, %ebp
lb_a:   movl    $0x500000, %esi
        movl    (%esi), %eax
        addl    %eax, 4(%esi)
        xchgl   %eax, 8(%esi)
        testl   $1, %ebp
        jz      1f
        incl    %edx
1:      movsbl  (%esi), %ebx
        pushl   (%esi)
        popl    12(%esi)
        movl    $9, %ecx
        movl    %esi, %edi
        rep     stosl
lb_b:   decl    %ebp
        jnz     lb_a
        cli
        exit
handler:
        pushl   %eax
        incl    ticks
        movb    $0x20, %al
        outb    %al, $0x20
        popl    %eax
        iret
        /* The interrupt controllers to vectors 0x20 and 0x28, only the timer let through, 10 kHz. */
pic:    movb    $0x11, %al
        outb    %al, $0x20
        movb    $0x20, %al
        outb    %al, $0x21
        movb    $4, %al
        outb    %al, $0x21
        movb    $1, %al
        outb    %al, $0x21
        movb    $0xfe, %al
        outb    %al, $0x21
        movb    $0x34, %al
        outb    %al, $0x43
        movb    $119, %al
        outb    %al, $0x40
        xorb    %al, %al
        outb    %al, $0x40
        ret
        .data
ticks:  .long   0
