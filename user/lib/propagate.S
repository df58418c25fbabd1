/*
 * ipc in another's name: the id on top of the stack says in whose.
 *
 * uint32_t l4_ipc_propagate(partner, send, receive, timeouts, struct words *w, l4_id_t *source,
 * propagatee);
 */
#include <l4/vectors.h>

#define ARG(n) (20 + 4 * (n))(%esp)     /* behind four saved registers and the return address */

        .text
        .p2align 4
        .globl  l4_ipc_propagate
l4_ipc_propagate:
        pushl   %ebp
        pushl   %ebx
        pushl   %esi
        pushl   %edi
        movl    ARG(4), %eax
        movl    0(%eax), %edx
        movl    4(%eax), %ebx
        movl    8(%eax), %edi
        movl    ARG(0), %esi
        movl    ARG(1), %eax
        movl    ARG(2), %ebp
        movl    ARG(3), %ecx
        pushl   ARG(6)                  /* [ESP]: the propagatee */
        int     $L4_INT_IPC
        leal    4(%esp), %esp
        movl    ARG(4), %ecx
        movl    %edx, 0(%ecx)
        movl    %ebx, 4(%ecx)
        movl    %edi, 8(%ecx)
        movl    ARG(5), %ecx
        movl    %esi, (%ecx)
        popl    %edi
        popl    %esi
        popl    %ebx
        popl    %ebp
        ret

        .section .note.GNU-stack, "", @progbits
