/*
 *   uint32_t switch_round_trip(uint32_t *other);     EAX
 *   void switch_other_side(void);
 *
 * Switches to the stack *other, on which switch_other_side() is the place to go on, and back from
 * there. Returns 0, or, if a register did not come back, 1 for EBX, 2 for ESI, 4 for EDI, 8 for EBP
 * or their sum.
 */
#define CANARY(n) (0xC0FFEE00 + (n))

        .text
        .globl  switch_round_trip
switch_round_trip:
        pushl   %ebp
        pushl   %ebx
        pushl   %esi
        pushl   %edi
        movl    %eax, other
        movl    (%eax), %edx
        movl    $here, %eax
        movl    $CANARY(1), %ebx
        movl    $CANARY(2), %esi
        movl    $CANARY(3), %edi
        movl    $CANARY(4), %ebp
        call    switch_stacks

        xorl    %eax, %eax
        cmpl    $CANARY(1), %ebx
        je      1f
        addl    $1, %eax
1:      cmpl    $CANARY(2), %esi
        je      1f
        addl    $2, %eax
1:      cmpl    $CANARY(3), %edi
        je      1f
        addl    $4, %eax
1:      cmpl    $CANARY(4), %ebp
        je      1f
        addl    $8, %eax
1:      popl    %edi
        popl    %esi
        popl    %ebx
        popl    %ebp
        ret

        .globl  switch_other_side
switch_other_side:
        movl    $CANARY(5), %ebx        /* its own, which it must not leave behind */
        movl    $CANARY(6), %esi
        movl    $CANARY(7), %edi
        movl    $CANARY(8), %ebp
        movl    other, %eax
        movl    here, %edx
        call    switch_stacks           /* never comes back */

        .local  other, here
        .comm   other, 4, 4
        .comm   here, 4, 4

        .section .note.GNU-stack, "", @progbits
