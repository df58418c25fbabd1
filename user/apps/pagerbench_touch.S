/*
 * The instructions that pagerbench.c measures. Each function touches `pages` pages from `at` on.
 *
 * void NAME(volatile void *at, uint32_t pages);
 *
 * A window reaches from bench_NAME_from to bench_NAME_to. The instruction that faults begins twice, and
 * the first label must be passed once: so there is a NOP before it.
 */
        .macro  touch name instruction:vararg
        .p2align 4
        .globl  \name, bench_\name\()_from, bench_\name\()_to
\name:
        movl    4(%esp), %ecx
        movl    8(%esp), %edx
bench_\name\()_from:
        nop
        \instruction
bench_\name\()_to:
        addl    $4096, %ecx
        decl    %edx
        jnz     bench_\name\()_from
        ret
        .endm

        .text
        touch   fault_zero, movl $1, (%ecx)
        touch   fault_cow, movl $1, (%ecx)
        touch   fault_stacked, movl $1, (%ecx)
        touch   fault_again, movl (%ecx), %eax
        touch   fault_text, movl (%ecx), %eax
        touch   fault_window, movl (%ecx), %eax

        .section .note.GNU-stack, "", @progbits
