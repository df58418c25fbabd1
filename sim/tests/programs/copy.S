/*
 * REP MOVSL of 4096 bytes, warm and cold: 0.75 clocks a byte and 12 to start.
 *
 *@ window copy lb_b lb_c
 *@ expect ideal windows.copy.mode 3084
 */
#include "frame.inc"
main:   paging
        movl    $5, %ebx
lb_a:   movl    $0x500000, %esi
        movl    $0x520000, %edi
        movl    $1024, %ecx
lb_b:   rep     movsl
lb_c:   decl    %ebx
        jnz     lb_a
        exit
