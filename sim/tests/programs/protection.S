/*
 * Privileged instructions in ring 3: general protection with an error code. IN is let through: the task segment's
 * permission map begins at its own start, where the bit of the port is clear.
 *
 *@ expect ideal events.faults 30
 *@ expect ideal events.kernel_entries 31
 */
#include "frame.inc"
main:   gate    13, handler
        gate    0x41, leave
        paging
        user    ring3
ring3:  movl    $10, %esi
lb_a:   cli
        sti
        clts
        inb     $0x61, %al
lb_b:   decl    %esi
        jnz     lb_a
        int     $0x41
handler:
        pushl   %eax
        movl    8(%esp), %eax
        cmpb    $0x0f, (%eax)
        je      2f
        cmpb    $0xe4, (%eax)
        je      2f
        addl    $1, 8(%esp)
        jmp     3f
2:      addl    $2, 8(%esp)
3:      popl    %eax
        addl    $4, %esp
        iret
leave:  exit
