/*
 * The system calls. Each function takes its arguments from the stack (C's convention), puts them
 * where the kernel wants them, and stores what comes back. EBX, ESI, EDI and EBP are the caller's
 * and are kept.
 */
#include <l4/vectors.h>

#define ARG(n) (20 + 4 * (n))(%esp)     /* behind four saved registers and the return address */

        .macro  enter name
        .p2align 4
        .globl  \name
\name:
        pushl   %ebp
        pushl   %ebx
        pushl   %esi
        pushl   %edi
        .endm

        .macro  leave_call
        popl    %edi
        popl    %esi
        popl    %ebx
        popl    %ebp
        ret
        .endm

        .text

/* uint32_t l4_ipc(partner, send, receive, timeouts, struct words *w, l4_id_t *source); */
        enter   l4_ipc
        movl    ARG(4), %eax
        movl    0(%eax), %edx
        movl    4(%eax), %ebx
        movl    8(%eax), %edi
        movl    ARG(0), %esi
        movl    ARG(1), %eax
        movl    ARG(2), %ebp
        movl    ARG(3), %ecx
        int     $L4_INT_IPC
        movl    ARG(4), %ecx
        movl    %edx, 0(%ecx)
        movl    %ebx, 4(%ecx)
        movl    %edi, 8(%ecx)
        movl    ARG(5), %ecx
        movl    %esi, (%ecx)
        leave_call

/* l4_id_t l4_id_nearest(id, uint32_t *type); */
        enter   l4_id_nearest
        movl    ARG(0), %esi
        int     $L4_INT_ID_NEAREST
        movl    ARG(1), %ecx
        testl   %ecx, %ecx
        jz      1f
        movl    %eax, (%ecx)
1:      movl    %esi, %eax
        leave_call

/* void l4_fpage_unmap(fpage, mask); */
        enter   l4_fpage_unmap
        movl    ARG(0), %eax
        movl    ARG(1), %ecx
        int     $L4_INT_FPAGE_UNMAP
        leave_call

/* void l4_thread_switch(to); */
        enter   l4_thread_switch
        movl    ARG(0), %esi
        int     $L4_INT_THREAD_SWITCH
        leave_call

/* void l4_thread_schedule(thread, parameter, preempter, struct schedule_state *old); */
        enter   l4_thread_schedule
        movl    ARG(0), %esi
        movl    ARG(1), %eax
        movl    ARG(2), %ebx
        int     $L4_INT_THREAD_SCHEDULE
        movl    ARG(3), %edi
        movl    %eax, 0(%edi)
        movl    %ecx, 4(%edi)
        movl    %edx, 8(%edi)
        movl    %ebx, 12(%edi)
        movl    %esi, 16(%edi)
        leave_call

/* void l4_lthread_ex_regs(lthread, struct thread_regs *r); */
        enter   l4_lthread_ex_regs
        movl    ARG(0), %eax
        movl    ARG(1), %edi
        movl    0(%edi), %edx
        movl    4(%edi), %ecx
        movl    8(%edi), %ebx
        movl    12(%edi), %esi
        int     $L4_INT_LTHREAD_EX_REGS
        movl    ARG(1), %edi
        movl    %edx, 0(%edi)
        movl    %ecx, 4(%edi)
        movl    %ebx, 8(%edi)
        movl    %esi, 12(%edi)
        movl    %eax, 16(%edi)
        leave_call

/* l4_id_t l4_task_new(task, mcp, esp, eip, pager); */
        enter   l4_task_new
        movl    ARG(0), %esi
        movl    ARG(1), %eax
        movl    ARG(2), %ecx
        movl    ARG(3), %edx
        movl    ARG(4), %ebx
        int     $L4_INT_TASK_NEW
        movl    %esi, %eax
        leave_call

        .section .note.GNU-stack, "", @progbits
