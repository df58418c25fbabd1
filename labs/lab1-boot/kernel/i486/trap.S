/*
 * The way in for exceptions, interrupts and the system calls that need all registers.
 *
 *   void trap_dispatch(struct trap_frame *f);      called with the frame's address in EAX
 *
 * Stack at the call, from high to low:
 *   ss, esp (only from ring 3), eflags, cs, eip     pushed by the processor
 *   error code, vector                              the processor or the stub; the stub
 *   eax ecx edx ebx esp ebp esi edi                 PUSHA
 *
 * trap_return is entered from elsewhere, too: with a trap frame on the stack, back to where it came
 * from. Every register is then as the frame says (but ESP, which IRET loads if it goes to ring 3).
 * The C functions want the direction flag clear.
 *
 * No segment register is loaded: the user's flat segments serve the kernel as well. A user who
 * loaded a wrong selector is found by the general-protection fault that the kernel then takes, see
 * trap_13.
 */
#include "i486/layout.h"

        .text
        .altmacro

        .macro stub vector
trap_\vector:
        jmp     trap_common     /* what is on the stack there differs by vector */
        .endm

        .macro entry vector
        .long   trap_\vector
        .endm

/*
 * General protection: first of all give the kernel segments that work, through the stack segment,
 * which always does. If any was wrong, that was the whole trouble: run the instruction again.
 */
trap_13:
        jmp     trap_common

/* The stubs stand around trap_common, so that nearly all reach it by a short jump. */
        .macro  stubs from, to
        .set    v, \from
        .rept   \to - \from
    .if v != 13
        stub    %v
    .endif
        .set    v, v + 1
        .endr
        .endm

        stubs   0, VECTOR_COUNT / 2

        .p2align 4
trap_common:
        movl    $9f, %eax
        call    todo
9:      .asciz  "1.3"
        .globl  trap_return
trap_return:
        movl    $9f, %eax
        call    todo
9:      .asciz  "1.3"

        stubs   VECTOR_COUNT / 2, VECTOR_COUNT

        .section .rodata
        .p2align 2
        .globl  trap_entries
trap_entries:
        .set    v, 0
        .rept   VECTOR_COUNT
        entry   %v
        .set    v, v + 1
        .endr

        .section .note.GNU-stack, "", @progbits
