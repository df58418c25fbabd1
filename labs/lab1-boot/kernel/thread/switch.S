/*
 * The thread switch proper, and the way into ring 3.
 */
#include "i486/layout.h"

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
        movl    $9f, %eax
        call    todo
9:      .asciz  "1.2"

/*
 *   void enter_user(void);
 *
 * A new thread "returns" here from switch_stacks. Above lies the frame that IRET takes into ring
 * 3. No register may tell what the kernel did before.
 */
        .globl  enter_user
enter_user:
        movl    $9f, %eax
        call    todo
9:      .asciz  "1.2"

        .section .note.GNU-stack, "", @progbits
