/*
 * INT and IRET in ring 0: 44 + 20.
 *
 *@ window call lb_a lb_b
 *@ expect ideal windows.call.mode 64
 *@ expect dx50 windows.call.mode 64
 *@ expect ideal events.kernel_entries 0
 */
#include "frame.inc"
main:   gate    0x40, handler
        movl    $30, %ecx
        .align  16
lb_a:   int     $0x40
lb_b:   decl    %ecx
        jnz     lb_a
        exit
        .align  16
handler:
        iret
