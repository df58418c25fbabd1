/*
 * The loops that are measured. Labels stand right before and right behind the INT that is meant.
 */
#include <l4/vectors.h>

        .macro  label name
        .globl  \name
\name:
        .endm

        .macro  enter name
        .p2align 4
        .globl  \name
\name:
        pushl   %ebp
        pushl   %ebx
        pushl   %esi
        pushl   %edi
        pushl   20(%esp)                /* rounds */
        .endm

        .macro  leave_loop
        addl    $4, %esp
        popl    %edi
        popl    %esi
        popl    %ebx
        popl    %ebp
        ret
        .endm

        .text

/* void bench_null_call(uint32_t rounds, l4_id_t unused); */
        enter   bench_null_call
1:      xorl    %esi, %esi
        nop
        label   bench_entry_exit_from
        label   bench_null_call_from
        int     $L4_INT_ID_NEAREST
        label   bench_entry_exit_to
        label   bench_null_call_to
        decl    (%esp)
        jnz     1b
        leave_loop

/* A call in registers: send to ESI, receive from ESI, for ever. */
        .macro  rpc name, from, to
        enter   \name
1:      movl    28(%esp), %esi          /* partner */
        xorl    %eax, %eax
        xorl    %ecx, %ecx
        xorl    %ebp, %ebp
        movl    (%esp), %edx
        nop
        label   bench_ipc_short_\from
        label   bench_rpc_short_\from
        int     $L4_INT_IPC
        label   bench_rpc_short_\to
        decl    (%esp)
        jnz     1b
        leave_loop
        .endm

/* void bench_rpc_inter(uint32_t rounds, l4_id_t partner); */
        rpc     bench_rpc_inter, inter_from, inter_to
/* void bench_rpc_intra(uint32_t rounds, l4_id_t partner); */
        rpc     bench_rpc_intra, intra_from, intra_to

/* Waits, then answers and waits for ever. ESI is the client, as it came in. */
        .macro  echo name, to
        .p2align 4
        .globl  \name
\name:
        movl    $0xFFFFFFFF, %eax
        jmp     2f
1:      xorl    %eax, %eax
2:      xorl    %ecx, %ecx
        movl    $1, %ebp
        int     $L4_INT_IPC
        label   \to
        jmp     1b
        .endm

        echo    bench_echo, bench_ipc_short_inter_to
        echo    bench_echo_intra, bench_ipc_short_intra_to

        .section .note.GNU-stack, "", @progbits
