/*
 * A loop without memory: block sums alone.
 *
 *@ window all lb_a lb_b
 *@ expect ideal labels.lb_a.count 1000
 */
#include "frame.inc"
main:   movl    $1000, %ecx
lb_a:   addl    %ecx, %eax
        xorl    %eax, %ebx
        shll    $2, %edx
        leal    1(%eax,%ebx,2), %edi
        decl    %ecx
        jnz     lb_a
lb_b:   exit
