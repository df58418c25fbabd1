/*
 * Stores go through the write buffers: four wait for nothing, a run of them for the bus.
 * Each store costs 1 clock and the bus takes 5 on the slow board, so from the fifth on each waits 4.
 *
 *@ window few lb_a lb_b
 *@ window many lb_b lb_c
 *@ expect slow windows.few.mode 4
 *@ expect slow windows.few.pass.causes.write_buffer 0
 *@ expect slow windows.many.pass.causes.write_buffer 13
 */
#include "frame.inc"
main:   movl    $0x500000, %esi
        movl    $10, %ecx
        .align  16
lb_a:   movl    %eax, (%esi)
        movl    %eax, 4(%esi)
        movl    %eax, 8(%esi)
        movl    %eax, 12(%esi)
lb_b:   movl    %eax, 16(%esi)
        movl    %eax, 20(%esi)
        movl    %eax, 24(%esi)
        movl    %eax, 28(%esi)
lb_c:   imull   $0x7fffffff, %eax, %eax
        imull   $0x7fffffff, %eax, %eax
        decl    %ecx
        jnz     lb_a
        exit
