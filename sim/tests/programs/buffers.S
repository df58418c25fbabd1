/*
 * Bytes that the kernel reads from and writes to a user's buffer, through another address.
 *
 *@ set buffer=msg:message:512
 *@ window call lb_a lb_b
 *@ expect dx50 buffers.msg.out 512
 *@ expect dx50 buffers.msg.in 40
 *@ expect dx50 windows.call.pass.buffers.msg.out 512
 */
#include "frame.inc"
main:   gate    0x40, copy
        gate    0x41, leave
        paging
        movl    $0x700007, PAGE_TABLES + 4 * 0x800
        invlpg  0x800000
        user    ring3
ring3:  movl    $1, message
        movl    $2, message + 508
lb_a:   int     $0x40
lb_b:   int     $0x41
        /* message lies at 7 MB, the kernel reads it at 8 MB */
copy:   movl    $0x800000 + 0x40, %esi
        movl    $0x680000, %edi
        movl    $128, %ecx
        rep     movsl
        movl    $0x680000, %esi
        movl    $0x800000 + 0x40, %edi
        movl    $10, %ecx
        rep     movsl
        iret
leave:  exit
        .globl  message
        .set    message, 0x700040
