/*
 * HLT until the timer: time asleep is no cycles.
 *
 *@ expect ideal events.halts 10
 *@ expect ideal events.interrupts >9
 */
#include "frame.inc"
main:   gate    0x20, handler
        call    pic
        movl    $10, %ebx
lb_a:   sti
        hlt
lb_b:   cli
        decl    %ebx
        jnz     lb_a
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
