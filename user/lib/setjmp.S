/*
 * Jumping back to where a function was.
 *
 *   int setjmp(jmp_buf place);
 *   void longjmp(jmp_buf place, int value);
 *
 * place: EBX, ESI, EDI, EBP, ESP as it is when setjmp() has returned, EIP behind its call. The rest
 * belongs to whoever is called, in C's convention.
 */
        .text
        .p2align 4
        .globl  setjmp
setjmp:
        movl    4(%esp), %ecx
        movl    (%esp), %edx
        movl    %ebx, 0(%ecx)
        movl    %esi, 4(%ecx)
        movl    %edi, 8(%ecx)
        movl    %ebp, 12(%ecx)
        leal    4(%esp), %eax
        movl    %eax, 16(%ecx)
        movl    %edx, 20(%ecx)
        xorl    %eax, %eax
        ret

        .p2align 4
        .globl  longjmp
longjmp:
        movl    4(%esp), %ecx
        movl    8(%esp), %eax
        testl   %eax, %eax
        jnz     1f
        incl    %eax
1:      movl    0(%ecx), %ebx
        movl    4(%ecx), %esi
        movl    8(%ecx), %edi
        movl    12(%ecx), %ebp
        movl    16(%ecx), %esp
        jmp     *20(%ecx)

        .section .note.GNU-stack, "", @progbits
