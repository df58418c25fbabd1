/*
 * CR3 from arithmetic that can't be followed: found by its effect.
 *
 *@ expect dx50 events.cr3_guesses >1
 */
#include "frame.inc"
main:   call    make_tables
        movl    $PAGE_DIR, %esi
        movl    $0x410000, %edi
        movl    $1024, %ecx
        rep     movsl
        paging
        movl    $50, %ebx
lb_a:   movl    $0x820, %eax
        shll    $11, %eax
        movl    %eax, %cr3
        movl    0x500000, %edx
        movl    $0x800, %eax
        shll    $11, %eax
        movl    %eax, %cr3
        movl    0x500000, %edx
lb_b:   decl    %ebx
        jnz     lb_a
        exit
