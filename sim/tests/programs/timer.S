/*
 * The timer interrupts a loop with branches, memory and strings.
 *
 *@ window round lb_a lb_b
 *@ expect dx50 events.unexplained_jumps 0
 */
#include "frame.inc"
main:   gate    0x20, handler
        call    pic
        paging
        sti
        movl    $3000, %ebp
lb_a:   movl    $0x500000, %esi
        movl    $0x510000, %edi
        movl    $60, %ecx
        rep     movsl
        movl    $20, %ecx
1:      addl    (%esi), %eax
        pushl   %eax
        popl    %edx
        loop    1b
        call    nothing
lb_b:   decl    %ebp
        jnz     lb_a
        cli
        exit
nothing:
        ret
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
