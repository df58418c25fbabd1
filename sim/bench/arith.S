/* A compute loop in registers: linear congruence and bit mixing. 240 million instructions. */
#include "frame.inc"
main:   movl    $20000000, %ecx
        movl    $12345, %eax
again:  leal    (%eax,%eax,4), %eax
        addl    $12345, %eax
        movl    %eax, %edx
        shrl    $13, %edx
        xorl    %edx, %eax
        movl    %eax, %ebx
        andl    $0xff, %ebx
        addl    %ebx, %esi
        roll    $5, %eax
        subl    %esi, %edi
        decl    %ecx
        jnz     again
        exit
