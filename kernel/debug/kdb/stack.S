/*
 *   void kdb_on_stack(void (*f)(void), void *top);      EAX, EDX
 *
 * The old stack pointer waits in EBX, which C keeps. EBP becomes 0: the chain of callers ends here.
 */
        .text
        .globl  kdb_on_stack
kdb_on_stack:
        pushl   %ebp
        pushl   %ebx
        movl    %esp, %ebx
        movl    %edx, %esp
        xorl    %ebp, %ebp
        call    *%eax
        movl    %ebx, %esp
        popl    %ebx
        popl    %ebp
        ret

        .section .note.GNU-stack, "", @progbits
