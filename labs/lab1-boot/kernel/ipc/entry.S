/*
 * The way in and out of ipc and id_nearest.
 *
 *   struct tcb *ipc_fast(uint32_t receive, l4_id_t partner, l4_timeout_t timeouts);      EAX, EDX, ECX
 *   struct tcb *ipc_fast_string(struct ipc_frame *f), *ipc_fast_map(struct ipc_frame *f);   EAX
 *   struct tcb *ipc_fast_fault(struct trap_frame *f, uint32_t address);                     EAX, EDX
 *   void ipc_slow(struct ipc_frame *f), fault_answered(struct trap_frame *f);               EAX
 *
 * The C convention of this kernel passes three arguments in EAX, EDX and ECX and keeps EBX, ESI, EDI and EBP. The system
 * call's registers were chosen long before, and fit: two message words (EBX, EDI) lie where C does not touch them, and the
 * third is fetched back from the stack. [Liedtke '93, 5.3.3]
 */
#include "i486/layout.h"
#include "offsets.h"

        .section .text.hot, "ax", @progbits

/* Takes the receiver's stack in place of ours, with nothing on it but its return frame: whatever it did here before does not
 * have to be restored. ESI becomes the sender's id, the source of the message. EAX is the receiver. */
        .macro  become_receiver
        movl    %esp, %esi
        andl    $PAGE_MASK, %esi
        leal    TCB_SIZE_BYTES - IRET_FRAME_SIZE(%eax), %esp
        movl    TCB_ID(%esi), %esi
        .endm

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
        pushl   %ebp                    /* receive */
        testl   %eax, %eax
        jnz     2f
        movl    %esi, %edx
        movl    %ebp, %eax
        call    ipc_fast
        testl   %eax, %eax
        jz      1f
        movl    4(%esp), %edx           /* word 0; words 1 and 2 never left their registers */
        become_receiver
        xorl    %eax, %eax              /* no error, no words in memory */
        iret

1:      pushl   %ebx                    /* word 1 */
        pushl   %edi                    /* word 2 */
        cld
        movl    %esp, %eax
        call    ipc_slow
        addl    $28, %esp               /* struct ipc_frame without the part of the processor */
        jmp     ipc_resume

/* A message in memory (or no send phase at all), or a mapping. */
2:      pushl   %ebx
        pushl   %edi
        cld
        cmpl    $2, %eax                /* L4_SEND_MAP */
        movl    %esp, %eax
        je      4f
        call    ipc_fast_string
        testl   %eax, %eax
        jz      3f
        movl    12(%esp), %edx          /* word 0 */
        movl    24(%esp), %ecx          /* what the receiver is told: dope */
        become_receiver
        movl    %ecx, %eax
        iret

3:      movl    %esp, %eax
        call    ipc_slow
        addl    $28, %esp
        jmp     ipc_resume

4:      call    ipc_fast_map
        testl   %eax, %eax
        jz      3b
        leal    TCB_SIZE_BYTES - TRAP_FRAME_SIZE(%eax), %esp
        popal                           /* the receiver faulted: all its registers come back */
        nop
        addl    $8, %esp
        iret

/*
 * A fast path met a missing page: the fault's handler returns here. The struct ipc_frame is where it was.
 */
        .globl  ipc_retry
ipc_retry:
        andl    $PAGE_MASK, %esp
        addl    $TCB_SIZE_BYTES - IRET_FRAME_SIZE - 28, %esp
        jmp     3b

/*
 * Exception 14. The processor has pushed an error code. What is made is a struct trap_frame.
 */
        .p2align 4
        .globl  fault_entry
fault_entry:
        pushl   $14
        cld
        pushal
        movl    %esp, %eax
        movl    %cr2, %edx
        call    ipc_fast_fault
        testl   %eax, %eax
        jz      5f
        leal    TCB_SIZE_BYTES - IRET_FRAME_SIZE(%eax), %esp
        jmp     ipc_resume
5:      movl    %esp, %eax
        call    page_fault
        jmp     trap_return

/* Continuation of a thread whose page fault was answered, by whatever: its trap frame lies on the stack. */
        .globl  fault_resume
fault_resume:
        movl    %esp, %eax
        call    fault_answered
        jmp     trap_return

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
