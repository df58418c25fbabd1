/*
 * The way in and out of ipc, and of a page fault. (id_nearest's is in entry_nearest.S.)
 *
 *   struct tcb *ipc_fast(struct tcb *me, l4_id_t partner, uint32_t receive);        EAX, EDX, ECX
 *   struct tcb *ipc_fast_timed(struct tcb *me, l4_id_t partner, uint32_t receive);  EAX, EDX, ECX
 *   struct tcb *ipc_fast_string(struct tcb *me, uint32_t send);                     EAX, EDX
 *   struct tcb *ipc_fast_map(struct tcb *me, uint32_t send_base, l4_fpage_t send);  EAX, EDX, ECX
 *   void ipc_slow(struct tcb *me, uint32_t send);                                   EAX, EDX
 *   uint64_t ipc_fast_fault(struct trap_frame *f, uint32_t address);                EAX, EDX
 *   void page_fault(struct trap_frame *f), fault_answered(struct trap_frame *f);    EAX
 *
 * The C convention of this kernel passes three arguments in EAX, EDX and ECX and keeps EBX, EDI
 * and EBP (and ESI, but for the fast paths, which are compiled to use it freely). The system
 * call's registers were chosen long before, and fit: two message words (EBX, EDI) lie where C does
 * not touch them, and the third waits on the stack, in the cache line that IRET reads. The
 * parameters of a wait go straight to where they belong, the control block. No segment register is
 * loaded. [Liedtke '93, 5.3.6: short messages in registers; 5.4: parameters; 5.5: segment and
 * general registers]
 */
#include "i486/layout.h"
#include "offsets.h"

        .section .text.hot, "ax", @progbits

/* The control block of the running thread. */
        .macro  current_tcb register
        movl    %esp, \register
        andl    $PAGE_MASK, \register
        .endm

/* The stack of `to` becomes that of the processor and of the next entry from ring 3. There is
 * nothing on it but a frame of that size: what `to` did in the kernel before does not have to be restored. */
        .macro  take_stack to, frame
        leal    TCB_SIZE_BYTES(\to), %esp
        movl    %esp, tss + TSS_ESP0
        subl    $\frame, %esp
        .endm

/* And its space that of the processor, if that is another. `from` gets what is at its `offset`; `to` is lost. */
        .macro  take_space from, to, offset
        movl    TCB_DIRECTORY(\to), \to
        cmpl    TCB_DIRECTORY(\from), \to
        movl    \offset(\from), \from
        je      9f
        movl    \to, %cr3
9:
        .endm

/*
 * INT 0x30. Stack: ss esp eflags cs eip.
 */
        .p2align 4
        .globl  ipc_entry
ipc_entry:
        testl   %eax, %eax              /* send: 0 is a message in registers */
        jnz     3f
        pushl   %edx                    /* word 0 */
        current_tcb %eax
        movl    %ecx, TCB_TIMEOUTS(%eax)
        movl    %ebp, TCB_RECEIVE(%eax)
        movl    %esi, TCB_PARTNER(%eax)
        testb   $0x0F, %cl              /* a receive timeout? */
        movl    %esi, %edx
        movl    %ebp, %ecx
        jnz     2f
        call    ipc_fast
1:      testl   %eax, %eax
        jz      4f

        /* EAX is the receiver. It runs. */
        popl    %edx                    /* word 0; words 1 and 2 never left their registers */
        current_tcb %esi
        take_stack %eax, IRET_FRAME_SIZE
        take_space %esi, %eax, TCB_ID   /* the sender is the source */
        xorl    %eax, %eax              /* no error, no words in memory */
        iret

2:      call    ipc_fast_timed
        jmp     1b

/* A message in memory, or a mapping, or no send phase. */
3:      cmpl    $2, %eax                /* L4_SEND_MAP */
        je      7f
3:      pushl   %eax
        current_tcb %eax
        movl    %ecx, TCB_TIMEOUTS(%eax)
        movl    %ebp, TCB_RECEIVE(%eax)
        movl    %esi, TCB_PARTNER(%eax)
        movl    %edx, TCB_WORD(%eax)
        movl    %ebx, TCB_WORD + 4(%eax)
        movl    %edi, TCB_WORD + 8(%eax)
        popl    %edx
        movl    %edx, TCB_SEND(%eax)
        cld
        call    ipc_fast_string
        testl   %eax, %eax
        jz      5f
        current_tcb %ecx
        movl    TCB_WORD(%ecx), %edx
        movl    TCB_WORD + 4(%ecx), %ebx
        movl    TCB_WORD + 8(%ecx), %edi
        movl    TCB_ID(%ecx), %esi
        take_stack %eax, IRET_FRAME_SIZE
        take_space %ecx, %eax, TCB_RESULT
        movl    %ecx, %eax              /* what the receiver is told: the dope */
        iret

/* Not simple. What the slow path wants to know is in the control block. */
4:      popl    %edx
        current_tcb %eax
        movl    %edx, TCB_WORD(%eax)
        movl    %ebx, TCB_WORD + 4(%eax)
        movl    %edi, TCB_WORD + 8(%eax)
        xorl    %edx, %edx
        movl    %edx, TCB_SEND(%eax)
        jmp     6f
5:      current_tcb %eax
        movl    TCB_SEND(%eax), %edx
6:      cld
        call    ipc_slow
        jmp     ipc_resume

/* A mapping. The simple case is followed by an open wait for a message, for ever. */
7:      leal    -1(%ebp), %eax          /* less L4_RECV_OPEN, and no L4_RECV_FPAGE */
        testb   $0x0F, %cl
        jnz     8f
        testb   $3, %al
        jnz     8f
        current_tcb %eax
        movl    %ecx, TCB_TIMEOUTS(%eax)
        movl    %ebp, TCB_RECEIVE(%eax)
        movl    %esi, TCB_PARTNER(%eax)
        movl    %edx, TCB_WORD(%eax)
        movl    %ebx, TCB_WORD + 4(%eax)
        movl    %edi, TCB_WORD + 8(%eax)
        movl    %ebx, %ecx
        call    ipc_fast_map
        testl   %eax, %eax
        jz      7f
        take_stack %eax, TRAP_FRAME_SIZE
        movl    TCB_DIRECTORY(%eax), %eax /* another space, always */
        movl    %eax, %cr3
        popl    %edi                    /* the receiver faulted: all its registers come back */
        popl    %esi
        popl    %ebp
        popl    %ebx                    /* where PUSHA left ESP */
        popl    %ebx
        popl    %edx
        popl    %ecx
        popl    %eax
        addl    $8, %esp
        iret

7:      current_tcb %eax
        movl    $2, %edx
        movl    %edx, TCB_SEND(%eax)
        jmp     6b

8:      movl    $2, %eax
        jmp     3b

/*
 * A fast path met a missing page: the fault's handler returns here.
 */
        .globl  ipc_retry
ipc_retry:
        andl    $PAGE_MASK, %esp
        addl    $TCB_SIZE_BYTES - IRET_FRAME_SIZE, %esp
        jmp     5b

/*
 * Exception 14. The processor has pushed an error code. What is made is a struct trap_frame.
 */
        .p2align 4
        .globl  fault_entry
fault_entry:
        pushl   $14
        pushal
        movl    %esp, %eax
        movl    %cr2, %edx
        call    ipc_fast_fault
        testl   %eax, %eax
        jz      5f
        current_tcb %esi
        movl    TRAP_EIP(%esp), %ebx    /* the faulting thread's EIP */
        take_stack %eax, IRET_FRAME_SIZE
        movl    TCB_DIRECTORY(%eax), %eax
        movl    TCB_ID(%esi), %esi
        movl    %eax, %cr3              /* another space, always */
        xorl    %edi, %edi
        xorl    %eax, %eax
        iret

/*
 * The end of every call that was not fast, and where a thread goes on that waited for a message:
 * the result is in its control block.
 */
        .globl  ipc_resume
ipc_resume:
        current_tcb %ecx
        movl    TCB_RESULT(%ecx), %eax
        movl    TCB_SOURCE(%ecx), %esi
        movl    TCB_WORD(%ecx), %edx
        movl    TCB_WORD + 4(%ecx), %ebx
        movl    TCB_WORD + 8(%ecx), %edi
        iret

/* The fault's message is not simple. */
5:      cld
        movl    %esp, %eax
        call    page_fault
        jmp     trap_return

/* Continuation of a thread whose page fault was answered, by whatever: its trap frame lies on the stack. */
        .globl  fault_resume
fault_resume:
        movl    %esp, %eax
        call    fault_answered
        jmp     trap_return

        .section .note.GNU-stack, "", @progbits
