/* A compute loop: a sieve of Eratosthenes over 64 KB, again and again. About 240 million instructions. */
#include "frame.inc"
main:   movl    $300, %ebp
again:  movl    $0x500000, %edi
        movl    $16384, %ecx
        movl    $0x01010101, %eax
fill:   movl    %eax, (%edi)
        addl    $4, %edi
        decl    %ecx
        jnz     fill
        movl    $2, %esi
next:   cmpb    $0, 0x500000(%esi)
        je      skip
        leal    (%esi,%esi), %edx
mark:   movb    $0, 0x500000(%edx)
        addl    %esi, %edx
        cmpl    $65536, %edx
        jb      mark
skip:   incl    %esi
        cmpl    $256, %esi
        jb      next
        decl    %ebp
        jnz     again
        exit
