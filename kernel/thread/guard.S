/*
 *   uint32_t guarded(uint32_t (*f)(void *argument), void *argument, uint32_t *guard);      EAX, EDX, ECX
 *   void guard_throw(uint32_t result, uint32_t guard);                                      EAX, EDX
 *
 * The guard word holds a stack pointer. From there up: address of the guard word, its old value,
 * edi, esi, ebx, ebp, return address.
 */
        .text
        .p2align 4
        .globl  guarded
guarded:
        pushl   %ebp
        pushl   %ebx
        pushl   %esi
        pushl   %edi
        pushl   (%ecx)
        pushl   %ecx
        movl    %esp, (%ecx)
        movl    %eax, %ecx
        movl    %edx, %eax
        call    *%ecx
1:      popl    %ecx
        popl    (%ecx)
        popl    %edi
        popl    %esi
        popl    %ebx
        popl    %ebp
        ret

        .globl  guard_throw
guard_throw:
        movl    %edx, %esp
        jmp     1b

        .section .note.GNU-stack, "", @progbits
