/*
 * INT and IRET between the levels, many times, with work in the kernel:
 * 71 + PUSHA 11 + MOV 1 + ADD to memory 3 and 1 for the fresh address + POPA 9 + 36.
 *
 *@ window call lb_a lb_b
 *@ expect ideal windows.call.mode 132
 *@ expect dx50 windows.call.pass.events.kernel_entries 1
 */
#include "frame.inc"
main:   gate    0x40, handler
        gate    0x41, leave
        paging
        user    ring3
ring3:  movl    $200, %esi
lb_a:   int     $0x40
lb_b:   decl    %esi
        jnz     lb_a
        int     $0x41
handler:
        pusha
        movl    $0x500000, %edi
        addl    $1, (%edi)
        popa
        iret
leave:  exit
