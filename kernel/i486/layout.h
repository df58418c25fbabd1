/*
 * Where everything lies in an address space. Assembly includes this file: numbers only.
 *
 *   0x00000000  user                     each task's own
 *   0xC0000000  physical memory          the first 256 MB, one to one; the kernel's image at + 1 MB
 *   0xD0000000  copy window              two page-directory entries (8 MB), each task's own
 *   0xD0802000  tables page              IDT, GDT, TSS and the kernel's hottest data in one page;
 *                                        behind it the I/O permission bitmap, 8 KB
 *   0xE0000000  thread control blocks    a virtual array of 16 384 pages, by the thread's number
 *
 * All from 0xC0000000 on, but the copy window and the I/O bitmap, is the same in every space.
 */
#ifndef I486_LAYOUT_H
#define I486_LAYOUT_H

#define PAGE_SHIFT 12
#define PAGE_SIZE  4096
#define PAGE_MASK  0xFFFFF000

#define KERNEL_BASE   0xC0000000
#define PHYS_LIMIT    0x10000000
#define WINDOW_BASE   0xD0000000
#define WINDOW_SIZE   0x00800000
#define TABLES_BASE   0xD0802000
#define IO_BITMAP     0xD0803000
#define TCB_BASE      0xE0000000
#define TCB_AREA_SIZE 0x04000000

/* Segment selectors. Both user segments span all 4 GB: the kernel works with them too, so that no
 * segment register has to be loaded on the way in or out; pages, not segments, keep the kernel from
 * the user. */
#define KERNEL_CS 0x08
#define KERNEL_DS 0x10
#define USER_CS   0x1B
#define USER_DS   0x23
#define TSS_SEL   0x28

/* Interrupt vectors: exceptions 0..31, then the sixteen lines of the two interrupt controllers. */
#define VECTOR_IRQ     0x20
#define VECTOR_COUNT   0x37
#define VECTOR_DEBUG   1
#define VECTOR_BREAK   3
#define VECTOR_NO_FPU  7
#define VECTOR_GENERAL 13
#define VECTOR_PAGE    14

#endif
