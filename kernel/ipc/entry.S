/*
 * The way in and out of ipc, and of a page fault. (id_nearest's is in entry_nearest.S.)
 *
 *   struct tcb *ipc_fast(struct tcb *me, l4_id_t partner, uint32_t receive);        EAX, EDX, ECX
 *   struct tcb *ipc_fast_timed(struct tcb *me, l4_id_t partner, uint32_t receive);  EAX, EDX, ECX
 *   struct tcb *ipc_fast_string(struct tcb *me, uint32_t send);                     EAX, EDX
 *   struct tcb *ipc_fast_map(struct tcb *me);                                       EAX
 *   void ipc_slow(struct tcb *me, uint32_t send);                                   EAX, EDX
 *   struct tcb *ipc_fast_fault(struct trap_frame *f, uint32_t address);             EAX, EDX
 *   void page_fault(struct trap_frame *f), fault_answered(struct trap_frame *f);    EAX
 *
 * The C convention of this kernel passes three arguments in EAX, EDX and ECX and keeps EBX, EDI
 * and EBP (and ESI, but for the fast paths, which are compiled to use it freely). The system
 * call's registers were chosen long before, and fit: two message words (EBX, EDI) lie where C does
 * not touch them, and the third waits on the stack, in the cache line that IRET reads. The
 * parameters of a wait go straight to where they belong, the control block. [Liedtke '93, 5.3.3]
 */
#include "i486/layout.h"
#include "offsets.h"

        .section .text.hot, "ax", @progbits

/* The control block of the running thread. */
        .macro  current_tcb register
        movl    %esp, \register
        andl    $PAGE_MASK, \register
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

        /* EAX is the receiver. It runs, on its own kernel stack, with nothing there but its return frame: what it did in the
         * kernel before does not have to be restored. */
        popl    %edx                    /* word 0; words 1 and 2 never left their registers */
        current_tcb %esi
        leal    TCB_SIZE_BYTES - IRET_FRAME_SIZE(%eax), %esp
        movl    TCB_ID(%esi), %esi      /* the sender is the source */
        xorl    %eax, %eax              /* no error, no words in memory */
        iret

2:      call    ipc_fast_timed
        jmp     1b

/* A message in memory, or a mapping, or no send phase. */
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
        cmpl    $2, %edx                /* L4_SEND_MAP */
        je      7f
        call    ipc_fast_string
        testl   %eax, %eax
        jz      5f
        current_tcb %esi
        leal    TCB_SIZE_BYTES - IRET_FRAME_SIZE(%eax), %esp
        movl    TCB_WORD(%esi), %edx
        movl    TCB_RESULT(%esi), %eax  /* what the receiver is told: the dope */
        movl    TCB_ID(%esi), %esi
        iret

/* Not simple. What the slow path wants to know is in the control block. */
4:      popl    %edx
        current_tcb %eax
        movl    %edx, TCB_WORD(%eax)
        movl    %ebx, TCB_WORD + 4(%eax)
        movl    %edi, TCB_WORD + 8(%eax)
        xorl    %edx, %edx
        movl    %edx, TCB_SEND(%eax)
        cld
        jmp     6f
5:      current_tcb %eax
        movl    TCB_SEND(%eax), %edx
6:      call    ipc_slow
        jmp     ipc_resume

7:      call    ipc_fast_map
        testl   %eax, %eax
        jz      5b
        leal    TCB_SIZE_BYTES - TRAP_FRAME_SIZE(%eax), %esp
        popal                           /* the receiver faulted: all its registers come back */
        nop
        addl    $8, %esp
        iret

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
 * The end of every call that was not fast, and where a thread goes on that waited for a message:
 * the result is in its control block.
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

        .section .note.GNU-stack, "", @progbits
