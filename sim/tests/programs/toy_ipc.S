/*
 * The smallest possible short IPC between two spaces: enter, load CR3, change stacks, leave.
 *
 * Liedtke 1993 sets the bound at 107 + 20 instruction cycles + 5 TLB misses of 9 = 172. Here: two threads in spaces of
 * their own, each in a code page and a stack page of its own; the kernel's code, its stack and its tables
 * take TSS and IDT, its GDT
 * take a page each. Misses: the IDT's page before the switch; after it the kernel's code, its stack, the GDT, the user's
 * code. With a perfect cache the window must come out between 172 and 176.
 *
 *@ window oneway send received
 *@ set tlb=1 tlb_miss=9
 *@ expect ideal windows.oneway.mode 172
 *@ expect ideal windows.oneway.pass.events.tlb_misses 5
 *@ expect ideal windows.oneway.pass.events.cr3_loads 1
 *@ expect ideal windows.oneway.pass.causes.entry 71
 *@ expect ideal windows.oneway.pass.causes.exit 36
 *@ expect ideal windows.oneway.pass.causes.tlb 45
 */
#include "frame.inc"
main:   gate    0x40, ipc
        gate    0x41, leave
        call    make_tables
        /* the second space: another directory with the same tables */
        movl    $PAGE_DIR, %esi
        movl    $0x410000, %edi
        movl    $1024, %ecx
        rep     movsl
        movl    $PAGE_DIR, %eax
        movl    %eax, %cr3
        movl    %cr0, %eax
        orl     $0x80000000, %eax
        movl    %eax, %cr0
        /* the second thread's frame on its kernel stack: it begins by receiving */
        movl    $kernel_two, %esp
        pushl   $SEL_UDATA
        pushl   $USER_STACK + 0x1000
        pushl   $2
        pushl   $SEL_UCODE
        pushl   $received_first
        movl    %esp, partner_esp
        movl    $kernel_one, tss + 4
        movl    $kernel_one, %esp
        user    one

        .align  4096
/* The kernel: one page of code, one page of data with the tables and both stacks. */
        .skip   8                               /* MOV CR3 ends a line: what follows is fetched anew */
ipc:    movl    partner_esp, %edi               /* 1 */
        movl    %esp, partner_esp               /* 1 */
        movl    %edi, %esp                      /* 1 */
        addl    $20, %edi                       /* 1 */
        movl    %edi, tss + 4                   /* 1: the next entry finds this stack */
        movl    partner_dir, %eax               /* 1 */
        movl    %cr3, %edi                      /* 4 */
        movl    %edi, partner_dir               /* 1 */
        movl    %eax, %cr3                      /* 4 */
        nop                                     /* 4, and the receiver's first instruction: the paper's 20 */
        nop
        nop
        nop
        iret                                    /* 36 */
leave:  exit

        .align  4096
#ifndef TOY_PASSES
#define TOY_PASSES 50
#endif
one:    movl    $TOY_PASSES, %ecx
1:      movl    %ecx, %ebx
send:   int     $0x40
        decl    %ecx
        jnz     1b
        int     $0x41
        .align  4096
received_first:
        movl    %ebx, %edx
        int     $0x40
        nop
received:
        jmp     received_first

        .data
        .align  4096
partner_esp:
        .long   0
partner_dir:
        .long   0x410000
        .skip   1024
kernel_one:
        .skip   1024
kernel_two:
