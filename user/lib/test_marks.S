/*
 * The labels at which the grader watches every test. Functions, so that no compiler can make two
 * of one.
 *
 *   void test_begun(void), test_saying(void), test_said(void), test_ended(void);
 */
        .text
        .globl  test_begun
        .globl  test_saying
        .globl  test_said
        .globl  test_ended
test_begun:
        ret
test_saying:
        ret
test_said:
        ret
test_ended:
        ret

        .section .note.GNU-stack, "", @progbits
