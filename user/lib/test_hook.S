/*
 *   void test_wait_hook(void);
 *
 * Alone in its page: a breakpoint makes QEMU run all code of a page one instruction at a time.
 */
        .text
        .p2align 12
        .globl  test_wait_hook
test_wait_hook:
        nop                     /* the breakpoint stands here */
        ret
        .p2align 12

        .section .note.GNU-stack, "", @progbits
