/*
 * The thread switch proper.
 */
        .text

/*
 *   void switch_stacks(uint32_t *save, uint32_t stack);      EAX, EDX
 *
 * The stack of a thread that does not run, from high to low: return address, ebp, ebx, esi, edi <-
 * stack pointer. EAX, ECX and EDX belong to the caller by the C convention, so nobody misses them.
 */
        .p2align 4
        .globl  switch_stacks
switch_stacks:
//@ex 1.6 control blocks and the thread switch
        pushl   %ebp
        pushl   %ebx
        pushl   %esi
        pushl   %edi
        movl    %esp, (%eax)
        movl    %edx, %esp
        popl    %edi
        popl    %esi
        popl    %ebx
        popl    %ebp
        ret
//@stub
//:         movl    $9f, %eax
//:         call    todo
//: 9:      .asciz  "1.6"
//@end

        .section .note.GNU-stack, "", @progbits
