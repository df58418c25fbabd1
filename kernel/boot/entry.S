/*
 * The first instruction.
 *
 *   void start(uint32_t magic, uint32_t info);      EAX, EDX
 *
 * A Multiboot loader leaves us in 32-bit protected mode, paging off, EAX = magic, EBX = address of
 * its tables. The kernel is linked to run at 0xC0101000 and lies 4 KB behind 1 MB. Until there are
 * page tables a trick with segments makes up for it: their base is -0xC0000000, so that every
 * address of the linker comes out as the physical one.
 */
#include "boot/multiboot.h"
#include "i486/layout.h"

#define PHYS(symbol) ((symbol) - KERNEL_BASE)
#define STACK_SIZE   4096

        .section .multiboot, "a", @progbits
        .p2align 2
        .long   MULTIBOOT_HEADER_MAGIC
        .long   MULTIBOOT_HEADER_FLAGS
        .long   -(MULTIBOOT_HEADER_MAGIC + MULTIBOOT_HEADER_FLAGS)

        .text
        .globl  _entry
_entry:
        cli
        cld
        lgdt    PHYS(boot_gdt_register)
        ljmp    $KERNEL_CS, $1f         /* the segment's base subtracts what the linker added */
1:      movl    $KERNEL_DS, %ecx
        movl    %ecx, %ds
        movl    %ecx, %es
        movl    %ecx, %fs
        movl    %ecx, %gs
        movl    %ecx, %ss
        movl    $boot_stack + STACK_SIZE, %esp
        xorl    %ebp, %ebp
        movl    %ebx, %edx
        call    start
2:      cli
        hlt
        jmp     2b

/* Flat segments of 4 GB with base 0x40000000, which is -0xC0000000: code, then data. */
        .section .rodata
        .p2align 3
boot_gdt:
        .quad   0
        .quad   0x40CF9A000000FFFF
        .quad   0x40CF92000000FFFF
boot_gdt_register:
        .word   boot_gdt_register - boot_gdt - 1
        .long   PHYS(boot_gdt)

        .bss
        .p2align 12
boot_stack:
        .skip   STACK_SIZE

        .section .note.GNU-stack, "", @progbits
