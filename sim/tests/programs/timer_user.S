/*
 * The timer interrupts a user program, right after IRET too.
 *
 *@ window round lb_a lb_b
 *@ expect ideal windows.round.mode 218
 *@ expect ideal windows.round.with_interrupts.count >0
 */
#include "frame.inc"
main:   gate    0x20, handler
        gate    0x40, call
        gate    0x41, leave
        call    pic
        paging
        user    ring3, 0x202
ring3:  movl    $3000, %ebx
lb_a:   int     $0x40
        incl    %ecx
        int     $0x40
        addl    %ecx, 0x500000
lb_b:   decl    %ebx
        jnz     lb_a
        int     $0x41
call:   iret
leave:  exit
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
