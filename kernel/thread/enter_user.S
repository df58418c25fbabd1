/*
 *   void enter_user(void);
 *
 * The way into ring 3 for a thread that was never there. It "returns" here from switch_stacks.
 * Above lies the frame that IRET takes: eip cs eflags esp ss. No register may tell what the kernel
 * did before.
 */
        .text
        .globl  enter_user
enter_user:
//@ex 1.7 ring 3 and the first system call
        xorl    %eax, %eax
        xorl    %ecx, %ecx
        xorl    %edx, %edx
        xorl    %ebx, %ebx
        xorl    %ebp, %ebp
        xorl    %esi, %esi
        xorl    %edi, %edi
        iret
//@stub
//:         movl    $9f, %eax
//:         call    todo
//: 9:      .asciz  "1.7"
//@end

        .section .note.GNU-stack, "", @progbits
