/*
 * The frame of every test program: a Multiboot kernel of one file.
 *
 *     #include "frame.h"
 *     main:  ...        ring 0, flat segments, stack, IDT loaded, paging off
 *            exit
 *
 * Memory: 1 MB the program, 4 MB page tables (paging), 5 MB and up free.
 * Handlers: `gate VECTOR, handler` fills the IDT. `user LABEL` goes to ring 3 at LABEL.
 * What a program must cost stands in its comments: see run.py.
 */
#define SEL_CODE 0x08
#define SEL_DATA 0x10
#define SEL_UCODE 0x1b
#define SEL_UDATA 0x23
#define SEL_TSS 0x28
#define SEL_GATE_SAME 0x30
#define SEL_GATE_INNER 0x3b
#define PAGE_DIR 0x400000
#define PAGE_TABLES 0x401000
#define USER_STACK 0x600000

	.macro exit
	xorl	%eax, %eax
	outb	%al, $0xf4
9:	jmp	9b
	.endm

	/* Fills IDT[vector]: interrupt gate, callable from ring 3. */
	.macro gate vector, handler
	movl	$\handler, %eax
	movl	%eax, %edx
	andl	$0xffff, %eax
	orl	$(SEL_CODE << 16), %eax
	movl	%eax, idt + 8 * \vector
	andl	$0xffff0000, %edx
	orl	$0xee00, %edx
	movl	%edx, idt + 8 * \vector + 4
	.endm

	/* Identity mapping of 16 MB for everybody, read and write. */
	.macro paging
	call	make_tables
	movl	$PAGE_DIR, %eax
	movl	%eax, %cr3
	movl	%cr0, %eax
	orl	$0x80000000, %eax
	movl	%eax, %cr0
	jmp	8f
8:
	.endm

	/* To ring 3 with an empty stack; interrupts as in `flags`. */
	.macro user label, flags=0x2
	pushl	$SEL_UDATA
	pushl	$USER_STACK
	pushl	$\flags
	pushl	$SEL_UCODE
	pushl	$\label
	iret
	.endm

	.section .multiboot, "a"
	.align	4
	.long	0x1badb002, 0, -0x1badb002

	.text
	.globl	_start, main
_start:
	cli
	movl	$kernel_stack, %esp
	lgdt	gdt_pointer
	ljmp	$SEL_CODE, $1f
1:	movl	$SEL_DATA, %eax
	movl	%eax, %ds
	movl	%eax, %es
	movl	%eax, %ss
	lidt	idt_pointer
	movl	$tss, %eax
	movw	%ax, gdt + SEL_TSS + 2
	shrl	$16, %eax
	movb	%al, gdt + SEL_TSS + 4
	movb	%ah, gdt + SEL_TSS + 7
	movl	$kernel_stack, tss + 4
	movl	$SEL_DATA, tss + 8
	movl	$SEL_TSS, %eax
	ltr	%ax
	xorl	%eax, %eax
	xorl	%ebp, %ebp
	jmp	main

make_tables:
	movl	$PAGE_TABLES, %edi
	movl	$7, %eax
1:	movl	%eax, (%edi)
	addl	$4096, %eax
	addl	$4, %edi
	cmpl	$16 << 20, %eax
	jb	1b
	movl	$PAGE_DIR, %edi
	movl	$1024, %ecx
	xorl	%eax, %eax
	rep	stosl
	movl	$PAGE_TABLES + 7, %eax
	movl	$PAGE_DIR, %edi
	movl	$4, %ecx
1:	movl	%eax, (%edi)
	addl	$4096, %eax
	addl	$4, %edi
	decl	%ecx
	jnz	1b
	ret

	.data
	.align	16
gdt:	.quad	0
	.quad	0x00cf9a000000ffff
	.quad	0x00cf92000000ffff
	.quad	0x00cffa000000ffff
	.quad	0x00cff2000000ffff
	.quad	0x0000890000000067
	.quad	0			/* 0x30, 0x38: call gates, for those who fill them */
	.quad	0
	.quad	0
gdt_pointer:
	.word	gdt_pointer - gdt - 1
	.long	gdt
	.align	16
idt_pointer:
	.word	256 * 8 - 1
	.long	idt
	.bss
	.align	16
idt:	.skip	256 * 8
tss:	.skip	0x68
	.align	4096
	.skip	4096
kernel_stack:
	.text
