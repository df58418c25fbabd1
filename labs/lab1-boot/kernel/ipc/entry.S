/*
 * The way in and out of ipc and id_nearest.
 *
 *   struct tcb *ipc_fast(uint32_t send, l4_id_t partner, l4_timeout_t timeouts, uint32_t receive);
 *   void ipc_slow(struct ipc_frame *f);
 *
 * The C convention of this kernel passes three arguments in EAX, EDX and ECX and keeps EBX, ESI, EDI and EBP. The system
 * call's registers were chosen long before, and fit: two message words (EBX, EDI) lie where C does not touch them, and the
 * third is fetched back from the stack. [Liedtke '93, 5.3.3]
 */
#include "i486/layout.h"
#include "offsets.h"

        .section .text.hot, "ax", @progbits

/*
 * INT 0x30. Stack: ss esp eflags cs eip. The pushes are the fields of struct ipc_frame, from its end.
 */
        .p2align 4
        .globl  ipc_entry
ipc_entry:
        pushl   %eax                    /* send */
        pushl   %ecx                    /* timeouts */
        pushl   %esi                    /* partner */
        pushl   %edx                    /* word 0 */
        pushl   %ebp                    /* receive: the fourth argument */
        movl    %esi, %edx
        call    ipc_fast
        testl   %eax, %eax
        jz      1f

        /* The receiver runs, on its own empty kernel stack: nothing of what it did here has to be restored. */
        movl    %esp, %esi
        movl    4(%esp), %edx           /* word 0; words 1 and 2 never left their registers */
        andl    $PAGE_MASK, %esi
        leal    TCB_SIZE_BYTES - IRET_FRAME_SIZE(%eax), %esp
        movl    TCB_ID(%esi), %esi      /* the sender is the source */
        xorl    %eax, %eax              /* no error, no words in memory */
        iret

1:      pushl   %ebx                    /* word 1 */
        pushl   %edi                    /* word 2 */
        cld
        movl    %esp, %eax
        call    ipc_slow
        addl    $28, %esp               /* struct ipc_frame without the part of the processor */

/*
 * The end of every call that was not fast, and where a thread goes on that waited for a message: the result is in
 * its control block.
 */
        .globl  ipc_resume
ipc_resume:
        movl    %esp, %ecx
        andl    $PAGE_MASK, %ecx
        movl    TCB_RESULT(%ecx), %eax
        movl    TCB_SOURCE(%ecx), %esi
        movl    TCB_WORD(%ecx), %edx
        movl    TCB_WORD + 4(%ecx), %ebx
        movl    TCB_WORD + 8(%ecx), %edi
        iret

/*
 * INT 0x31. "Who am I?" (ESI = 0) is the shortest call that does something: the null call of the benchmarks.
 *
 * On entry ESI is an id, or 0; the stack is as for INT 0x30. On return EAX is how near (0: the same clan), ESI the nearest id on
 * the way; EDX, EBX, EDI and EBP are the caller's. For ESI = 0 that is the caller's own id. Any other id is looked up by
 * nearest_slow(), which finds the call's registers in a struct ipc_frame and leaves its answer where
 * ipc_resume takes it from. Never blocks.
 *
 *   void nearest_slow(struct ipc_frame *f);
 */
        .p2align 4
        .globl  id_nearest_entry
id_nearest_entry:
        movl    $9f, %eax
        call    todo
9:      .asciz  "1.3"

        .section .note.GNU-stack, "", @progbits
