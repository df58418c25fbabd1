/*
 * INT to ring 0 and IRET to ring 3, nothing else: 71 + 36 = 107 (i486 manual; Liedtke 1993 and 1995).
 *
 *@ window pass from to
 *@ expect ideal windows.pass.mode 107
 *@ expect ideal windows.pass.first 107
 *@ expect dx50 windows.pass.mode 107
 *@ expect slow windows.pass.mode 107
 *@ expect dx50 windows.pass.count 20
 *@ expect dx50 windows.pass.pass.events.kernel_entries 1
 *@ expect dx50 windows.pass.pass.events.tlb_misses 0
 *@ expect dx50 events.kernel_entries 21
 */
#include "frame.inc"
main:   gate    0x40, handler
        gate    0x41, leave
        paging
        user    ring3
        .align  16
ring3:  movl    $20, %ecx
        .align  16
from:   int     $0x40
to:     decl    %ecx
        jnz     from
        int     $0x41
        .align  16
handler:
        iret
leave:  exit
