/*
 * Loads of CR3 from memory, registers, and of itself: each empties the TLB.
 *
 *@ window round lb_a lb_b
 *@ expect dx50 events.cr3_guesses 0
 *@ expect dx50 windows.round.pass.events.cr3_loads 5
 */
#include "frame.inc"
main:   gate    14, leave
        call    make_tables
        movl    $PAGE_DIR, %esi
        movl    $0x410000, %edi
        movl    $1024, %ecx
        rep     movsl
        paging
        movl    $100, %ebx
lb_a:   movl    second, %eax
        movl    %eax, %cr3
        movl    0x500000, %edx
        addl    %edx, 0x600000
        movl    first, %ecx
        cmpl    %ecx, %eax
        je      leave
        movl    %ecx, %cr3
        movl    0x500000, %edx
        movl    %cr3, %eax
        movl    %eax, %cr3
        pushl   second
        popl    %eax
        movl    %eax, %cr3
        movl    0x500000, %edx
        movl    $PAGE_DIR, %eax
        movl    %eax, %cr3
lb_b:   decl    %ebx
        jnz     lb_a
leave:  exit
        .data
first:  .long   PAGE_DIR
second: .long   0x410000
